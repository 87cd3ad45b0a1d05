package io.stoker.client.multi;

import io.stoker.task.Arguments;
import io.stoker.task.StokerCallable;
import io.stoker.task.StokerFunction;
import io.stoker.task.StokerRunnable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Direct calls on some engines, whose namespaces they share with tasks. A call goes to all of its engines at once, in
 * the order of the calls; it runs before queued tasks and never interrupts a running one. It returns when all have
 * answered, with results in the order of the engines. Thread-safe.
 *
 * <p>Each call throws {@link CompositeException} if it has failed on an engine, with the failure of each; on the others
 * it succeeded. A value or source that is too large, or of a type that cannot be sent, and a name that is not an
 * identifier are refused before anything is sent. So is a call to an engine that has ten thousand pending calls of this
 * client ({@link TooManyCallsException}).
 */
public class EngineView {
    private final Targets targets;
    private final PendingView pending;

    EngineView(Operations operations, Targets targets) {
        this.targets = targets;
        this.pending = new PendingView(operations, targets);
    }

    /** The same calls, without waiting. */
    public PendingView pending() {
        return pending;
    }

    /** The ids of its engines as they are now. */
    public List<Integer> targets() {
        return targets.now().stream().map(Target::id).toList();
    }

    /** Executes a source in the namespaces. */
    public ResultList execute(String source) {
        return pending.execute(source).get();
    }

    /**
     * As {@link #execute(String)}.
     *
     * @param live is given the output while the source runs, on a separate thread, and has all of it when this returns
     */
    public ResultList execute(String source, Consumer<LiveText> live) {
        return pending.execute(source, live).get();
    }

    /**
     * Executes a file of this machine, which must be UTF-8; a byte-order mark is skipped.
     *
     * @throws io.stoker.task.StokerException if it is not UTF-8, or does not compile: then nothing is sent
     */
    public ResultList run(Path file) throws IOException {
        return pending.run(file).get();
    }

    /** Sets a name to a value, the same on all. */
    public void push(String name, @Nullable Object value) {
        pending.push(name, value).get();
    }

    /** Sets names to values, the same on all. */
    public void push(Map<String, ?> values) {
        pending.push(values).get();
    }

    /** As {@link #push(String, Object)}. */
    public void put(String name, @Nullable Object value) {
        push(name, value);
    }

    /** The value of a name on each engine. */
    public List<@Nullable Object> pull(String name) {
        return pending.pull(name).get();
    }

    /** For each engine the values of several names; none if one of them is missing there. */
    public List<List<@Nullable Object>> pull(List<String> names) {
        return pending.pull(names).get();
    }

    /** As {@link #pull(String)}. */
    public List<@Nullable Object> get(String name) {
        return pull(name);
    }

    /** For each name its values on all engines. */
    public List<List<@Nullable Object>> zipPull(List<String> names) {
        return pending.zipPull(names).get();
    }

    /**
     * Cuts a list or an array into blocks, one for each engine in order, and sets a name to them. If the blocks cannot
     * be equal, the first engines get one element more; blocks may be empty.
     *
     * @throws IllegalArgumentException if it is neither a list nor an array
     */
    public void scatter(String name, Object sequence) {
        pending.scatter(name, sequence).get();
    }

    /**
     * As {@link #scatter(String, Object)}.
     *
     * @param flatten whether a block of one element is that element
     */
    public void scatter(String name, Object sequence, boolean flatten) {
        pending.scatter(name, sequence, flatten).get();
    }

    /**
     * The values of a name on all engines, joined in order: an array if all are arrays of one kind, and otherwise a
     * list of their elements, or of the values themselves if they are not sequences.
     */
    public Object gather(String name) {
        return pending.gather(name).get();
    }

    /**
     * As {@link #gather(String)}, with the expected type, as in {@code gather("a", int[].class)}.
     *
     * @throws IllegalArgumentException if it has another type
     */
    public <T> T gather(String name, Class<T> type) {
        Arguments.given(type, "gather needs a type");
        Object gathered = gather(name);
        if (!type.isInstance(gathered)) {
            throw new IllegalArgumentException(
                    "the gathered value is a " + gathered.getClass().getTypeName() + ", not a " + type.getTypeName());
        }
        return type.cast(gathered);
    }

    /**
     * Defines a function of the kernel's language in the namespaces.
     *
     * @param source a closure or a method, as in {@code "{ x -> x * x }"} or {@code "def square(x) { x * x }"}
     */
    public void pushFunction(String name, String source) {
        pending.pushFunction(name, source).get();
    }

    /** As {@link #pushFunction(String, String)}, all or none. */
    public void pushFunction(Map<String, String> functions) {
        pending.pushFunction(functions).get();
    }

    /** The source of a function on each engine, as it can be pushed to others. */
    public List<String> pullFunction(String name) {
        return pending.pullFunction(name).get();
    }

    /** For each engine the sources of several functions. */
    public List<List<String>> pullFunction(List<String> names) {
        return pending.pullFunction(names).get();
    }

    /**
     * Calls a function with the first elements of all sequences, then with the second ones, and so on: each engine gets
     * a block of the calls beforehand. If the calls take different times, use tasks.
     *
     * @param function its name on the engines, or its source, as in {@code "{ x, y -> x + y }"}
     * @param sequences lists or arrays, as many as it has parameters
     * @return the results in order
     * @throws IllegalArgumentException if the sequences have different lengths, or there are none
     */
    public List<@Nullable Object> map(String function, Object... sequences) {
        return pending.map(function, sequences).get();
    }

    /**
     * Calls a Java function on each engine. The engines need not have its classes: they travel with it, as far as this
     * program can tell which ones it needs. On an engine, {@link io.stoker.task.TaskContext#current()} has the
     * namespace.
     *
     * <p>Where the function throws, the call fails with a {@link CallFailedException} whose cause is what it has
     * thrown. {@link #getResult()} has what it has printed.
     *
     * @return what it returns on each
     * @throws io.stoker.task.UnsendableValueException if something that it captures cannot travel; the message says
     *     where it is
     * @throws io.stoker.task.ValueTooLargeException if it is larger than {@code stoker.max-value-size}
     */
    public <T extends @Nullable Object> List<T> apply(StokerCallable<T> function) {
        return pending.apply(function).get();
    }

    /**
     * As {@link #apply(StokerCallable)}.
     *
     * @param live as in {@link #execute(String, Consumer)}
     */
    public <T extends @Nullable Object> List<T> apply(StokerCallable<T> function, Consumer<LiveText> live) {
        return pending.apply(function, live).get();
    }

    /** As {@link #apply(StokerCallable)}, of a function that returns nothing. */
    public void apply(StokerRunnable function) {
        pending.apply(function).get();
    }

    /** As {@link #apply(StokerCallable, Consumer)}, of a function that returns nothing. */
    public void apply(StokerRunnable function, Consumer<LiveText> live) {
        pending.apply(function, live).get();
    }

    /**
     * Calls a Java function with each element: each engine gets a block of them beforehand, as the other
     * {@link #map(String, Object...)} does. The function travels as in {@link #apply(StokerCallable)}.
     *
     * @return the results in order
     * @throws io.stoker.task.UnsendableValueException if the function or an element cannot travel
     * @throws io.stoker.task.ValueTooLargeException if a block is larger than {@code stoker.max-value-size}
     */
    public <T extends @Nullable Object, R extends @Nullable Object> List<R> map(
            StokerFunction<? super T, ? extends R> function, Collection<? extends T> elements) {
        return pending.<T, R>map(function, elements).get();
    }

    /** {@link #map(StokerFunction, Collection)} with this function. */
    public <T extends @Nullable Object, R extends @Nullable Object> ParallelMap<T, R> parallel(
            StokerFunction<? super T, ? extends R> function) {
        PendingParallelMap<T, R> parallel = pending.parallel(function);
        return elements -> parallel.of(elements).get();
    }

    /** {@link #map(String, Object...)} with this function: {@code parallel("f").of(list)}. */
    public ParallelFunction parallel(String function) {
        return sequences -> map(function, sequences);
    }

    /** The last execution on each engine, of any client, with its result. */
    public ResultList getResult() {
        return pending.getResult().get();
    }

    /**
     * An earlier execution on each engine, with its result or failure.
     *
     * @param number its number, from 1
     * @throws IllegalArgumentException if {@code number} is less than 1
     * @throws CompositeException if an engine has no execution of this number, or no longer keeps it
     */
    public ResultList getResult(int number) {
        return pending.getResult(number).get();
    }

    /** The names in each namespace, sorted. */
    public List<List<String>> keys() {
        return pending.keys().get();
    }

    /** Empties the namespaces and their histories, and sets the properties back to those the engines started with. */
    public void reset() {
        pending.reset().get();
    }

    /** Removes this client's queued calls, which fail with {@link QueueClearedException}; running calls continue. */
    public void clearQueue() {
        pending.clearQueue().get();
    }

    /** The queue of each engine. */
    public List<EngineQueue> queueStatus() {
        return pending.queueStatus().get();
    }

    /**
     * Keeps tasks away from the engines: when this returns, they start none any more. Those that they have not started
     * run elsewhere, those that run go to their ends, and direct calls are done as before. That lasts until
     * {@link #resume}, also over restarts of the controller; an engine that is started in place of one that has died
     * takes tasks.
     */
    public void drain() {
        pending.drain().get();
    }

    /** Undoes {@link #drain} and {@link #remove}. */
    public void resume() {
        pending.resume().get();
    }

    /**
     * Drains the engines and returns; each of them ends as soon as it has nothing to do, and after this time at the
     * latest, whatever it is doing then. Their launcher does not replace them.
     */
    public void remove(Duration within) {
        pending.remove(within).get();
    }

    /**
     * Ends the engines, whatever they are doing, and returns when they are gone; their launcher does not replace them.
     * Their tasks run elsewhere.
     */
    public void kill() {
        pending.kill().get();
    }

    /** Adds or changes properties of the engines; tasks that depend on them see the change at once. */
    public void setProperties(Map<String, ?> properties) {
        pending.setProperties(properties).get();
    }

    /** All properties of each engine. */
    public List<Map<String, @Nullable Object>> getProperties() {
        return pending.getProperties().get();
    }

    /**
     * Some properties of each engine.
     *
     * @throws NoSuchElementException if an engine lacks one, naming both
     */
    public List<Map<String, @Nullable Object>> getProperties(List<String> names) {
        return pending.getProperties(names).get();
    }

    /** For each engine, which of these properties it has, in their order. */
    public List<List<Boolean>> hasProperties(List<String> names) {
        return pending.hasProperties(names).get();
    }

    /** Removes properties; an engine that lacks one of them keeps all. */
    public void delProperties(List<String> names) {
        pending.delProperties(names).get();
    }

    /** Sets the properties back to those that the engines started with. */
    public void clearProperties() {
        pending.clearProperties().get();
    }

    /** As "engines [0, 2]". */
    @Override
    public String toString() {
        return targets.toString();
    }
}
