package io.stoker.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Cuts lists into messages by their encoded size, so that no frame is ever too large and none is needlessly small. */
public final class Batches {
    /** The most that goes into one message, unless a single element is larger. */
    public static final int MAX_BYTES = 128 * 1024;

    private Batches() {}

    /** How many elements from {@code from} on fit into one message; at least one, if there is one. */
    public static <T> int fit(List<T> elements, int from, ToIntFunction<T> size) {
        long bytes = 0;
        int n = 0;
        while (from + n < elements.size()) {
            bytes += size.applyAsInt(elements.get(from + n));
            if (n > 0 && bytes > MAX_BYTES) {
                break;
            }
            n++;
        }
        return n;
    }

    /** The elements in order, in lists that each fit into one message. */
    public static <T> List<List<T>> cut(List<T> elements, ToIntFunction<T> size) {
        List<List<T>> batches = new ArrayList<>();
        int from = 0;
        while (from < elements.size()) {
            int n = fit(elements, from, size);
            batches.add(List.copyOf(elements.subList(from, from + n)));
            from += n;
        }
        return batches;
    }
}
