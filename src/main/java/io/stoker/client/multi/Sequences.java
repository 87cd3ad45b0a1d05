package io.stoker.client.multi;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sequences that are scattered over engines and gathered back: lists, and arrays of any kind. */
final class Sequences {
    private Sequences() {}

    /**
     * The block of each of {@code n} engines, in order: the first ones have one element more if it does not come out
     * even, and the last ones may have none.
     *
     * @param flatten whether a block of one element is that element
     * @throws IllegalArgumentException if it is neither a list nor an array
     */
    static List<@Nullable Object> blocks(Object sequence, int n, boolean flatten) {
        int length = length(sequence);
        List<@Nullable Object> blocks = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < n; i++) {
            int size = length / n + (i < length % n ? 1 : 0);
            blocks.add(flatten && size == 1 ? element(sequence, from) : part(sequence, from, from + size));
            from += size;
        }
        return blocks;
    }

    /**
     * The first elements of all sequences, then the second ones, and so on.
     *
     * @throws IllegalArgumentException if there are no sequences, or they are not equally long
     */
    static List<List<@Nullable Object>> zipped(Object... sequences) {
        if (sequences.length == 0) {
            throw new IllegalArgumentException("map needs a sequence at least");
        }
        int length = length(sequences[0]);
        for (Object sequence : sequences) {
            if (length(sequence) != length) {
                throw new IllegalArgumentException("all sequences must have equal length, and they have "
                        + Arrays.stream(sequences).map(Sequences::length).toList());
            }
        }
        List<List<@Nullable Object>> rows = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            List<@Nullable Object> row = new ArrayList<>(sequences.length);
            for (Object sequence : sequences) {
                row.add(element(sequence, i));
            }
            rows.add(row);
        }
        return rows;
    }

    /** How many elements it has. */
    static int length(Object sequence) {
        if (sequence instanceof List<?> list) {
            return list.size();
        }
        if (sequence != null && sequence.getClass().isArray()) {
            return Array.getLength(sequence);
        }
        throw new IllegalArgumentException("a list or an array can be scattered, and not "
                + (sequence == null ? "null" : "a " + sequence.getClass().getName()));
    }

    private static @Nullable Object element(Object sequence, int i) {
        return sequence instanceof List<?> list ? list.get(i) : Array.get(sequence, i);
    }

    private static Object part(Object sequence, int from, int to) {
        if (sequence instanceof List<?> list) {
            return list.subList(from, to);
        }
        Object part = Array.newInstance(sequence.getClass().getComponentType(), to - from);
        System.arraycopy(sequence, from, part, 0, to - from);
        return part;
    }

    /** The blocks as one sequence: an array if all of them are arrays of one kind, and a list otherwise. */
    static Object joined(List<?> blocks) {
        Class<?> type = null;
        for (Object block : blocks) {
            boolean fits = block != null && block.getClass().isArray() && (type == null || type == block.getClass());
            if (!fits) {
                return joinedAsList(blocks);
            }
            type = block.getClass();
        }
        return type == null ? List.of() : joinedAsArray(blocks, type.getComponentType());
    }

    private static Object joinedAsArray(List<?> blocks, Class<?> component) {
        int length = blocks.stream().mapToInt(Sequences::length).sum();
        Object joined = Array.newInstance(component, length);
        int at = 0;
        for (Object block : blocks) {
            System.arraycopy(block, 0, joined, at, Array.getLength(block));
            at += Array.getLength(block);
        }
        return joined;
    }

    private static List<@Nullable Object> joinedAsList(List<?> blocks) {
        List<@Nullable Object> joined = new ArrayList<>();
        for (Object block : blocks) {
            if (block instanceof List<?> || (block != null && block.getClass().isArray())) {
                for (int i = 0; i < length(block); i++) {
                    joined.add(element(block, i));
                }
            } else {
                joined.add(block);
            }
        }
        return joined;
    }
}
