package io.stoker.task;

import java.io.Serializable;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a map of direct calls that one engine takes, one after the other.
 *
 * @param function is called with each
 * @param elements the elements; an {@code ArrayList}, so that they can be sent whatever they are in at the caller's
 * @param first the place of the first of them among all elements
 */
public record MapBlock(
        StokerFunction<@Nullable Object, @Nullable Object> function, ArrayList<@Nullable Object> elements, int first)
        implements StokerCallable<ArrayList<@Nullable Object>>, Wrapping {

    /** The function has thrown; the cause is what. */
    public static final class FailedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final int index;

        FailedException(int index, Throwable thrown) {
            super("at element " + index, thrown);
            this.index = index;
        }

        /** The place of the element among all, from 0 on. */
        public int index() {
            return index;
        }
    }

    @Override
    public Serializable wrapped() {
        return function;
    }

    @Override
    public ArrayList<@Nullable Object> call() throws Exception {
        ArrayList<@Nullable Object> values = new ArrayList<>(elements.size());
        for (Object element : elements) {
            try {
                values.add(function.apply(element));
            } catch (TaskRejectException e) {
                throw e;
            } catch (Throwable e) {
                throw new FailedException(first + values.size(), e);
            }
        }
        return values;
    }
}
