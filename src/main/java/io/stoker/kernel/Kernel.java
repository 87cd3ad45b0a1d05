package io.stoker.kernel;

import io.stoker.task.Failure;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A language runtime with one namespace, which lives from task to task.
 *
 * <p>One thread at a time calls it, except for {@link #interrupt}, which any thread may call. Errors of user code are
 * results, never exceptions.
 */
public interface Kernel extends AutoCloseable {

    /** Sets names in the namespace. */
    void push(Map<String, @Nullable Object> values);

    /**
     * Executes the source in the namespace and returns when it has ended, however it ended.
     *
     * @return null if it ended well, else why not: a {@link Failure} of kind SYNTAX, USER_CODE or INTERRUPTED with the
     *     user's own frames
     */
    @Nullable
    Failure execute(Cell cell);

    /**
     * Fetches names from the namespace, encoded to travel.
     *
     * @return the encoded values in the order of {@code names}, or the failure of the first name that is missing or
     *     cannot travel
     */
    Pulled pull(List<String> names);

    /** Empties the namespace. */
    void clear();

    /**
     * Asks the execution of {@code cellId} to end soon. Does nothing if that is not what runs.
     *
     * @return false if this kernel has no means to do so
     */
    boolean interrupt(long cellId);

    @Override
    void close();

    /**
     * One source to execute.
     *
     * @param id distinguishes executions for {@link #interrupt}
     * @param name the source's name in error messages, as "Task17"
     * @param source the source itself
     */
    record Cell(long id, String name, String source) {}

    /** What a pull brought: encoded values, or a failure. */
    record Pulled(Map<String, byte[]> values, @Nullable Failure failure) {}
}
