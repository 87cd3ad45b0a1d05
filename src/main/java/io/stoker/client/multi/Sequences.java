package io.stoker.client.multi;

import java.lang.reflect.Array;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sequences that are scattered over engines and gathered back: lists, and arrays of any kind. */
final class Sequences {
    private Sequences() {}

    /** The elements that one engine gets, from an index up to another one that is not among them. */
    record Span(int from, int to) {
        boolean isOne() {
            return to - from == 1;
        }
    }

    /**
     * The span of each of {@code n} engines, in order: the first ones have one element more if it does not come out
     * even, and the last ones may have none.
     */
    static List<Span> spans(int length, int n) {
        List<Span> spans = new ArrayList<>(n);
        int from = 0;
        for (int i = 0; i < n; i++) {
            int to = from + length / n + (i < length % n ? 1 : 0);
            spans.add(new Span(from, to));
            from = to;
        }
        return spans;
    }

    /**
     * What an engine gets of a sequence.
     *
     * @param flatten whether a block of one element is that element
     */
    static @Nullable Object block(Object sequence, Span span, boolean flatten) {
        return flatten && span.isOne() ? element(sequence, span.from()) : part(sequence, span.from(), span.to());
    }

    /**
     * What an engine gets of several sequences: their first elements, then the second ones, and so on. It is a view, as
     * sequences may be longer than there is room for.
     */
    static List<List<@Nullable Object>> rows(Span span, Object... sequences) {
        List<List<?>> parts = new ArrayList<>(sequences.length);
        for (Object sequence : sequences) {
            Object part = part(sequence, span.from(), span.to());
            parts.add(part instanceof List<?> list ? list : new ArrayView(part));
        }
        return new Rows(parts, span.to() - span.from());
    }

    /**
     * How long all of these are.
     *
     * @throws IllegalArgumentException if there are none, or they are not equally long
     */
    static int length(String call, Object... sequences) {
        if (sequences == null || sequences.length == 0) {
            throw new IllegalArgumentException(call + " needs at least one sequence");
        }
        List<Integer> lengths = new ArrayList<>();
        for (Object sequence : sequences) {
            if (!isSequence(sequence)) {
                throw new IllegalArgumentException(call + " takes lists and arrays, not "
                        + (sequence == null
                                ? "null"
                                : "a " + sequence.getClass().getTypeName()));
            }
            lengths.add(length(sequence));
        }
        if (lengths.stream().distinct().count() > 1) {
            throw new IllegalArgumentException(
                    "all sequences must have the same length, but they have the lengths " + lengths);
        }
        return lengths.get(0);
    }

    private static boolean isSequence(@Nullable Object value) {
        return value instanceof List<?> || (value != null && value.getClass().isArray());
    }

    private static int length(Object sequence) {
        return sequence instanceof List<?> list ? list.size() : Array.getLength(sequence);
    }

    private static @Nullable Object element(Object sequence, int i) {
        return sequence instanceof List<?> list ? list.get(i) : Array.get(sequence, i);
    }

    private static Object part(Object sequence, int from, int to) {
        if (sequence instanceof List<?> list) {
            return new ListBlock(list, from, to);
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

    /** The elements of an array of any kind. */
    private static final class ArrayView extends AbstractList<@Nullable Object> {
        private final Object array;

        ArrayView(Object array) {
            this.array = array;
        }

        @Override
        public @Nullable Object get(int index) {
            return Array.get(array, index);
        }

        @Override
        public int size() {
            return Array.getLength(array);
        }
    }

    /** Some of the elements of a list. Groovy's own view of a part of a range that counts down is wrong. */
    private static final class ListBlock extends AbstractList<@Nullable Object> {
        private final List<?> list;
        private final int from;
        private final int size;

        ListBlock(List<?> list, int from, int to) {
            this.list = list;
            this.from = from;
            this.size = to - from;
        }

        @Override
        public @Nullable Object get(int index) {
            return list.get(from + Objects.checkIndex(index, size));
        }

        @Override
        public int size() {
            return size;
        }

        /** Not by the index, by which some lists find an element slowly. */
        @Override
        public Iterator<@Nullable Object> iterator() {
            Iterator<?> rest = list.iterator();
            for (int i = 0; i < from; i++) {
                rest.next();
            }
            return new Iterator<>() {
                private int left = size;

                @Override
                public boolean hasNext() {
                    return left > 0;
                }

                @Override
                public @Nullable Object next() {
                    if (left-- <= 0) {
                        throw new NoSuchElementException();
                    }
                    return rest.next();
                }
            };
        }
    }

    /** Rows that are made while they are gone through, as not every list finds an element by its index quickly. */
    private static final class Rows extends AbstractList<List<@Nullable Object>> {
        private final List<List<?>> parts;
        private final int size;

        Rows(List<List<?>> parts, int size) {
            this.parts = parts;
            this.size = size;
        }

        @Override
        public List<@Nullable Object> get(int index) {
            List<@Nullable Object> row = new ArrayList<>(parts.size());
            parts.forEach(part -> row.add(part.get(index)));
            return row;
        }

        @Override
        public Iterator<List<@Nullable Object>> iterator() {
            List<Iterator<?>> iterators = new ArrayList<>(parts.size());
            parts.forEach(part -> iterators.add(part.iterator()));
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return iterators.get(0).hasNext();
                }

                @Override
                public List<@Nullable Object> next() {
                    List<@Nullable Object> row = new ArrayList<>(iterators.size());
                    iterators.forEach(iterator -> row.add(iterator.next()));
                    return row;
                }
            };
        }

        @Override
        public int size() {
            return size;
        }
    }

    private static List<@Nullable Object> joinedAsList(List<?> blocks) {
        List<@Nullable Object> joined = new ArrayList<>();
        for (Object block : blocks) {
            if (block != null && isSequence(block)) {
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
