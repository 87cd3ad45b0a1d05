package io.stoker.cli.chaos;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a client writes down what it asks for and what it is promised, so that nobody who kills it makes that unsaid.
 * Thread-safe. A line that a kill has cut short has no end mark and is passed over.
 */
final class ClientJournal implements AutoCloseable {
    private static final String END = " ;";

    private final FileOutputStream file;

    private ClientJournal(FileOutputStream file) {
        this.file = file;
    }

    /** Goes on with the journal of a client that was killed, or begins a new one. */
    static ClientJournal append(Path path) {
        try {
            ClientJournal journal = new ClientJournal(new FileOutputStream(path.toFile(), true));
            journal.file.write('\n'); // behind what may have been cut short
            return journal;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the journal " + path, e);
        }
    }

    /** When this returns the line is the system's, and outlives this process. */
    synchronized void write(Entry entry) {
        try {
            file.write((entry.line() + END + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to the journal", e);
        }
    }

    /** What it says; nothing if it is not there. */
    static List<Entry> read(Path path) {
        if (!Files.exists(path)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(path)) {
            return lines.filter(line -> line.endsWith(END))
                    .map(line -> Entry.of(line.substring(0, line.length() - END.length())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the journal " + path, e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the journal", e);
        }
    }
}
