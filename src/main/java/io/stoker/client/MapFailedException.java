package io.stoker.client;

import io.stoker.task.Messages;
import io.stoker.task.StokerException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The function of a map has failed for some of the elements; thrown when all are through. */
public final class MapFailedException extends StokerException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_SHOWN = 10;

    private final transient List<ElementFailedException> failures;
    private final transient List<?> results;

    /** @param results of all elements; null for one that has failed */
    MapFailedException(List<ElementFailedException> failures, List<? extends @Nullable Object> results) {
        super(message(failures, results.size()));
        this.failures = List.copyOf(failures);
        this.results = results;
        failures.stream().limit(MOST_SHOWN).forEach(this::addSuppressed);
    }

    private static String message(List<ElementFailedException> failures, int of) {
        StringBuilder text = new StringBuilder(failures.size() + " of " + of + " elements failed");
        failures.stream()
                .limit(MOST_SHOWN)
                .forEach(failure -> text.append("\n  ").append(Messages.of(failure)));
        return failures.size() <= MOST_SHOWN
                ? text.toString()
                : text + "\n  … and " + (failures.size() - MOST_SHOWN) + " more";
    }

    /** The failures, by ascending elements. */
    public List<ElementFailedException> failures() {
        return failures;
    }

    /** The results, in the order of the elements; null for an element that has failed. */
    public List<? extends @Nullable Object> results() {
        return results;
    }
}
