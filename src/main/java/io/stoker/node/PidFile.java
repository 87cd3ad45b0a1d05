package io.stoker.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Names one process by its {@link ProcessMark}.
 *
 * @param path the file
 */
public record PidFile(Path path) {
    static final String SUFFIX = ".pid";

    /** Names this process, in place of whatever the file named before. */
    public void write(ProcessHandle process) {
        Profile.replace(path, (ProcessMark.of(process) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link ProcessMark#live}. */
    public Optional<ProcessHandle> readLive() {
        return read().flatMap(ProcessMark::live);
    }

    /** What it names, in words, if that is a process whose life cannot be told from here. */
    Optional<String> readElsewhere() {
        return read().filter(ProcessMark::isElsewhere)
                .map(mark -> mark.inWords(process().toString()));
    }

    /**
     * Whether the process it names may live, where nobody holds the profile's lock: only an engine that a person
     * started, which does not take that lock, may do so where it cannot be seen.
     */
    boolean mayLive() {
        return readLive().isPresent() || (process().isLone() && readElsewhere().isPresent());
    }

    private Optional<ProcessMark> read() {
        try {
            return Optional.of(ProcessMark.parse(Files.readString(path)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Forgets the process. */
    public void remove() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + path + ": " + e, e);
        }
    }

    /** As {@link #remove}, unless it names another process by now. */
    void removeIfOf(long pid) {
        if (read().filter(mark -> mark.pid().equals(Long.toString(pid))).isPresent()) {
            remove();
        }
    }

    ProcessName process() {
        String file = path.getFileName().toString();
        return ProcessName.ofFile(file.substring(0, file.length() - SUFFIX.length()));
    }

    /** As {@link ProcessMark#isRunning}. */
    static boolean isRunning(ProcessHandle process) {
        return ProcessMark.isRunning(process);
    }
}
