package io.stoker.task;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether two values are the same to their user: type for type, in the same order, arrays by their elements. */
final class Sameness {
    private Sameness() {}

    static boolean of(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Map<?, ?> left && b instanceof Map<?, ?> right) {
            return pairwise(left.keySet(), right.keySet()) && pairwise(left.values(), right.values());
        }
        if (a instanceof RecordValue left && b instanceof RecordValue right) {
            return left.typeName().equals(right.typeName()) && of(left.components(), right.components());
        }
        if (a instanceof List<?> left && b instanceof List<?> right) {
            return pairwise(left, right);
        }
        if (a instanceof Set<?> left && b instanceof Set<?> right) {
            return pairwise(left, right);
        }
        return a != null && a.getClass().isArray()
                ? Arrays.deepEquals(new Object[] {a}, new Object[] {b})
                : Objects.equals(a, b);
    }

    private static boolean pairwise(Collection<?> left, Collection<?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        Iterator<?> others = right.iterator();
        for (Object element : left) {
            if (!of(element, others.next())) {
                return false;
            }
        }
        return true;
    }
}
