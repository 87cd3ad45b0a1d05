package io.stoker.task;

import java.io.Serializable;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * A list that is to be serialised: if all its elements are numbers of one type, they are an array of these, which takes
 * a small part of the time and bytes that objects do. It cannot be changed.
 */
public final class Elements extends AbstractList<@Nullable Object> implements RandomAccess, Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * An int[], long[] or double[], or an ArrayList, which can be sent whatever the elements are in at the caller's.
     */
    private final Serializable all;

    private Elements(Serializable all) {
        this.all = all;
    }

    /** These elements; the list is not copied if it is an {@code ArrayList}, and must not be changed any more. */
    public static Elements of(List<? extends @Nullable Object> list) {
        Object first = list.isEmpty() ? null : list.get(0);
        Serializable packed = null;
        if (first instanceof Integer && areAll(list, Integer.class)) {
            packed = list.stream().mapToInt(element -> (Integer) element).toArray();
        } else if (first instanceof Long && areAll(list, Long.class)) {
            packed = list.stream().mapToLong(element -> (Long) element).toArray();
        } else if (first instanceof Double && areAll(list, Double.class)) {
            packed = list.stream().mapToDouble(element -> (Double) element).toArray();
        }
        return new Elements(packed != null ? packed : list instanceof ArrayList<?> same ? same : new ArrayList<>(list));
    }

    private static boolean areAll(List<?> list, Class<?> type) {
        for (Object element : list) {
            if (element == null || element.getClass() != type) {
                return false;
            }
        }
        return true;
    }

    @Override
    public @Nullable Object get(int index) {
        if (all instanceof int[] numbers) {
            return numbers[index];
        } else if (all instanceof long[] numbers) {
            return numbers[index];
        } else if (all instanceof double[] numbers) {
            return numbers[index];
        }
        return ((ArrayList<?>) all).get(index);
    }

    @Override
    public int size() {
        if (all instanceof int[] numbers) {
            return numbers.length;
        } else if (all instanceof long[] numbers) {
            return numbers.length;
        } else if (all instanceof double[] numbers) {
            return numbers.length;
        }
        return ((ArrayList<?>) all).size();
    }
}
