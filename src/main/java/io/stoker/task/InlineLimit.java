package io.stoker.task;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The limits for the message of a task or a result; larger values must go to the store.
 *
 * @param together the most bytes that source, values and names may take together
 * @param each the most bytes that one value may have anywhere
 */
public record InlineLimit(long together, long each) {

    /**
     * The values that must go to the store: the largest, until the others fit.
     *
     * @param values the candidates, compared by identity
     * @param bytes the bytes of everything, candidates included
     * @param what names it in the error message
     * @throws ValueTooLargeException if not even that is enough
     */
    public Set<byte[]> excess(Collection<byte[]> values, long bytes, String what) {
        if (bytes <= together) {
            return Set.of();
        }
        List<byte[]> largestFirst = values.stream()
                .filter(value -> value.length > StoredValue.INLINE_BYTES)
                .sorted(Comparator.comparingInt((byte[] value) -> value.length).reversed())
                .toList();
        Set<byte[]> excess = Collections.newSetFromMap(new IdentityHashMap<>());
        long left = bytes;
        for (byte[] value : largestFirst) {
            if (left <= together) {
                break;
            }
            excess.add(value);
            left -= value.length - StoredValue.INLINE_BYTES;
        }
        if (left > together) {
            throw new ValueTooLargeException(what + " take " + left
                    + " bytes without the values that the store keeps, and the limit is " + together
                    + " (stoker.inline-limit); send many small values as one list or map, and what is large in the"
                    + " source as a value, or have it read from a file");
        }
        return excess;
    }

    /**
     * Refuses a value that is too large even for the store.
     *
     * @throws ValueTooLargeException if it is
     */
    public void require(Subject subject, long size) {
        if (size > each) {
            throw new ValueTooLargeException(subject.head() + ": " + subject.root() + " takes " + size
                    + " bytes, and the limit is " + each + " (stoker.max-value-size)");
        }
    }
}
