package io.stoker.kernel;

import io.stoker.task.Failure;
import io.stoker.task.SourceText;
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
     * Makes a name readable that is not in the namespace: clearing does not touch it, and a name of the user's own
     * hides it. Takes the place of what was provided under this name before.
     */
    void provide(String name, Object value);

    /**
     * Executes the source in the namespace and returns when it has ended, however it ended.
     *
     * @return with a {@link Failure} of kind SYNTAX, USER_CODE, INTERRUPTED, or REJECTED for a
     *     {@link io.stoker.task.TaskRejectException}, with the user's own frames, unless it ended well
     */
    Execution execute(Cell cell);

    /**
     * A value as a person at a prompt would want to see it: text quoted, containers by their content, a function by how
     * it begins. It may run code of the value's own, and throws nothing whatever that does: the text says so.
     *
     * @param cellId whose value it is, for {@link #interrupt}
     * @param maxBytes a longer text is cut, and says so; no more than that is ever made of an endless value
     * @return null for null
     */
    @Nullable
    String show(long cellId, @Nullable Object value, int maxBytes);

    /**
     * The variables of the namespace, without those that are provided: what is put there is set, and the other way
     * round. It may be used by any thread; its entries are those of the moment.
     */
    Map<String, @Nullable Object> variables();

    /** The names in the namespace, without those that are provided; sorted. */
    List<String> names();

    /**
     * Fetches names from the namespace, encoded to travel. A value may run code of its own when it is read, so that
     * this can be interrupted as well.
     *
     * @param cellId whose names they are, for {@link #interrupt}
     * @return the encoded values in the order of {@code names}, or the failure of the first name that is missing,
     *     cannot travel, or does not fit any more
     */
    Pulled pull(long cellId, List<String> names, Limit limit);

    /**
     * Sets names in the namespace to functions that are given as source: all of them, or none.
     *
     * @param cellId for {@link #interrupt}
     * @param functions name and source of each, in the kernel's language. A source that declares a function under a
     *     name of its own may call itself by that; the namespace has the name of the entry only.
     * @return the failure of the first entry that is no function, which it names; its line and column are those in the
     *     entry's source
     */
    @Nullable
    Failure define(long cellId, Map<String, String> functions);

    /**
     * The sources of functions in the namespace, such that {@link #define} takes them in another one. What they use
     * besides their own source, as an import or another function, is not in them.
     *
     * @return the sources in the order of {@code names}, or a failure of kind PULL for the first name that is missing,
     *     that is no function, or whose source is not known
     */
    Sources sources(List<String> names);

    /**
     * Calls a function for each row of arguments and brings the list of the results. Nothing of it stays in the
     * namespace, but for what the function itself leaves there.
     *
     * @param cellId for {@link #interrupt}
     * @param function a name in the namespace, a source as for {@link #define}, or an expression that gives a function
     * @param first the number that the first row has for who sent them
     * @return the results, encoded as one list under the name ""; or a failure, which names what is no function, or the
     *     row, counted from {@code first}, that made the function throw or whose result cannot travel
     */
    Pulled apply(
            long cellId,
            String function,
            int first,
            List<? extends List<? extends @Nullable Object>> rows,
            Limit limit);

    /** Empties the namespace. */
    void clear();

    /**
     * Remembers the names of the namespace, with what else sources bring into it, as imports and classes.
     *
     * @return has them be what they are now, unless the namespace is cleared before; objects stay as sources have
     *     changed them
     */
    Runnable isolate();

    /**
     * Asks what runs for {@code cellId} to end soon. If nothing does yet, its next execution or pull ends at once; a
     * cell that has given way to another one is left alone.
     *
     * @return false if this kernel has no means to do so
     */
    boolean interrupt(long cellId);

    @Override
    void close();

    /**
     * One source to execute.
     *
     * @param id distinguishes executions for {@link #interrupt}; later ones are larger
     * @param name the source's name in error messages, as "Task17"
     * @param source the source itself; a byte-order mark at its beginning is left out
     * @param pull the names that will be pulled when it has ended; it is not run if it cannot leave them behind, as
     *     when it declares one as a local variable
     */
    record Cell(long id, String name, String source, List<String> pull) {
        public Cell {
            source = SourceText.withoutMark(source);
        }

        /** One of which nothing is pulled, or nobody knows what. */
        public Cell(long id, String name, String source) {
            this(id, name, source, List.of());
        }
    }

    /**
     * How much may be pulled.
     *
     * @param bytes that one encoded value may take
     * @param setting what a person changes to have it otherwise, as "stoker.max-value-size"
     */
    record Limit(long bytes, String setting) {}

    /**
     * How an execution ended.
     *
     * @param failure null if it ended well
     * @param value of the last expression; null if the source ends in a declaration, an assignment or another statement
     */
    record Execution(@Nullable Failure failure, @Nullable Object value) {
        /** Of a source that says nothing. */
        public static final Execution NOTHING = new Execution(null, null);

        /** One that did not end well. */
        public static Execution failed(Failure failure) {
            return new Execution(failure, null);
        }
    }

    /** What a pull brought: encoded values, or a failure. Of a function that has thrown something, also that. */
    record Pulled(Map<String, byte[]> values, @Nullable Failure failure) {
        /** One that brought nothing. */
        public static Pulled failed(Failure failure) {
            return new Pulled(Map.of(), failure);
        }
    }

    /** The sources of functions by name, or a failure. */
    record Sources(Map<String, String> functions, @Nullable Failure failure) {}
}
