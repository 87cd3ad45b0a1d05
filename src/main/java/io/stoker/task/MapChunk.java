package io.stoker.task;

import java.io.Serializable;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Some elements of a map, which one task takes one after the other.
 *
 * @param function is called with each
 * @param elements the elements
 * @param retries how often the whole chunk is run again before the failure of an element is taken for final
 * @param goesOn whether the elements behind one that fails are taken as well
 */
public record MapChunk(
        StokerFunction<@Nullable Object, @Nullable Object> function, Elements elements, int retries, boolean goesOn)
        implements StokerCallable<MapChunk.Done>, Wrapping {

    /**
     * What came of a chunk.
     *
     * @param values of the elements, in order; null for one that has failed
     * @param failed the elements that have failed, ascending
     */
    public record Done(Elements values, ArrayList<FailedElement> failed) implements Serializable {}

    /**
     * An element whose call has thrown.
     *
     * @param index in the chunk
     * @param thrown what it threw, or what stands for it if that cannot be sent
     */
    public record FailedElement(int index, Throwable thrown) implements Serializable {}

    @Override
    public Serializable wrapped() {
        return function;
    }

    @Override
    public Done call() throws Exception {
        ArrayList<@Nullable Object> values = new ArrayList<>(elements.size());
        ArrayList<FailedElement> failed = new ArrayList<>(0);
        boolean last = TaskContext.current().attempt() > retries;
        for (int i = 0; i < elements.size(); i++) {
            try {
                values.add(applied(i));
            } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
                if (!last || e instanceof InterruptedException || e instanceof TaskRejectException) {
                    throw e;
                }
                failed.add(new FailedElement(i, Sendable.of(e)));
                if (!goesOn) {
                    break;
                }
                values.add(null);
            }
        }
        return new Done(Elements.of(values), failed);
    }

    @SuppressWarnings("NullAway") // which takes the element of a list that may have nulls for something else
    private @Nullable Object applied(int index) throws Exception {
        return function.apply(elements.get(index));
    }
}
