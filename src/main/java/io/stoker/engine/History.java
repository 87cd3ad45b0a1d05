package io.stoker.engine;

import io.stoker.kernel.Output;
import io.stoker.task.Failure;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The latest executions in a namespace, by tasks and direct calls, numbered from 1 on. Used by the task thread alone.
 */
final class History {
    private static final int MOST = 1_000;
    private static final long MOST_CHARACTERS = 8L << 20;

    private final TreeMap<Integer, Entry> entries = new TreeMap<>();
    private int last;
    private long characters;

    /**
     * An execution that has ended.
     *
     * @param display the value of its last expression as a person wants to see it; null if it had none
     */
    record Entry(
            int number,
            String source,
            String stdout,
            String stderr,
            @Nullable String display,
            @Nullable Failure failure) {
        private long characters() {
            return 200L
                    + source.length()
                    + stdout.length()
                    + stderr.length()
                    + (display == null ? 0 : display.length())
                    + (failure == null ? 0 : failure.text().length());
        }
    }

    /** The number that the next execution will have. */
    int next() {
        return last + 1;
    }

    /** An execution has ended. */
    Entry add(String source, Output.Capture output, @Nullable String display, @Nullable Failure failure) {
        last++;
        Entry entry = new Entry(last, source, output.stdout(), output.stderr(), display, failure);
        keep(entry);
        return entry;
    }

    private void keep(Entry entry) {
        entries.put(entry.number(), entry);
        characters += entry.characters();
        while (entries.size() > MOST || (characters > MOST_CHARACTERS && entries.size() > 1)) {
            Map.Entry<Integer, Entry> oldest = entries.firstEntry();
            characters -= oldest.getValue().characters();
            entries.remove(oldest.getKey());
        }
    }

    /**
     * An execution.
     *
     * @param number 0 for the last one
     * @throws NoSuchElementException if there was none, or it is not kept any more; the message says which
     */
    Entry get(int number) {
        Entry entry = number == 0 && !entries.isEmpty() ? entries.lastEntry().getValue() : entries.get(number);
        if (entry != null) {
            return entry;
        }
        if (last == 0) {
            throw new NoSuchElementException("nothing was executed on this engine since it started or was reset");
        }
        throw new NoSuchElementException(
                number > 0 && number <= last
                        ? "execution " + number + " is no longer kept: only the latest are"
                        : "there is no execution " + number + ": the last one was " + last);
    }

    /** Forgets everything; the numbers begin anew. */
    void clear() {
        entries.clear();
        last = 0;
        characters = 0;
    }
}
