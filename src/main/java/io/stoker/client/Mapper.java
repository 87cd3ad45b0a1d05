package io.stoker.client;

import io.stoker.task.Arguments;
import io.stoker.task.StokerBiFunction;
import io.stoker.task.StokerFunction;
import io.stoker.task.Task;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Maps Java functions over sequences, with options. The elements go to the engines in chunks of several, each of which
 * is a task; engines that are done sooner get more. Immutable: every option method returns a new one.
 */
public final class Mapper {
    /** So many tasks for each engine may be under way. */
    private static final int CHUNKS_EACH = 3;

    private static final int FEWEST_CHUNKS = 8;

    private final TaskClient client;
    private final UnaryOperator<Task> task;
    private final int chunk;
    private final boolean goesOn;
    private final List<Supplier<ProgressListener>> listeners;

    Mapper(TaskClient client) {
        this(client, UnaryOperator.identity(), 0, false, List.of());
    }

    private Mapper(
            TaskClient client,
            UnaryOperator<Task> task,
            int chunk,
            boolean goesOn,
            List<Supplier<ProgressListener>> listeners) {
        this.client = client;
        this.task = task;
        this.chunk = chunk;
        this.goesOn = goesOn;
        this.listeners = listeners;
    }

    /**
     * The options of each task, as in {@code options(task -> task.retries(2))}. A retry runs a whole chunk again.
     *
     * @param options is called several times
     */
    public Mapper options(UnaryOperator<Task> options) {
        return new Mapper(client, Arguments.given(options, "options needs a function"), chunk, goesOn, listeners);
    }

    /**
     * Has each task take so many elements. By default it is as many as take a task about 50 ms.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Mapper chunk(int elements) {
        if (elements < 1) {
            throw new IllegalArgumentException("a chunk has 1 element or more, not " + elements);
        }
        return new Mapper(client, task, elements, goesOn, listeners);
    }

    /**
     * Goes on when the function fails for an element: {@link #map} fails in the end with a {@link MapFailedException},
     * which names each. By default, the first failure ends the map.
     */
    public Mapper collectFailures() {
        return new Mapper(client, task, chunk, true, listeners);
    }

    /** Tells how far the map is, on the thread that waits for its results, after each task. */
    public Mapper listener(Consumer<Progress> progress) {
        Arguments.given(progress, "listener needs a function");
        return with(() -> progress::accept);
    }

    /**
     * Shows how far the map is on standard error, with its rate, failures and the time that is left: on a terminal in a
     * line that changes, and elsewhere, or where {@code NO_COLOR} is set, in a line every few seconds.
     */
    public Mapper bar() {
        return with(ProgressBar::onStandardError);
    }

    private Mapper with(Supplier<ProgressListener> listener) {
        List<Supplier<ProgressListener>> all = new ArrayList<>(listeners);
        all.add(listener);
        return new Mapper(client, task, chunk, goesOn, List.copyOf(all));
    }

    int chunk() {
        return chunk;
    }

    boolean goesOn() {
        return goesOn;
    }

    /** Those of one map. */
    List<ProgressListener> listeners() {
        return listeners.stream().map(Supplier::get).toList();
    }

    Task set(Task one) {
        return task.apply(one);
    }

    /** How often the whole of a chunk is run again. */
    int retries() {
        return task.apply(Task.of("")).options().retries();
    }

    int window(int engines) {
        return Math.max(FEWEST_CHUNKS, CHUNKS_EACH * engines);
    }

    /**
     * Calls the function for each element, and waits for all results.
     *
     * @return the results, in the order of the elements
     * @throws ElementFailedException as soon as it is known that the function has failed for an element; what is under
     *     way is aborted
     * @throws MapFailedException when all are through, if {@link #collectFailures} was asked for and some have failed
     * @throws io.stoker.task.UnsendableValueException if the function or an element cannot be sent
     */
    public <T extends @Nullable Object, R extends @Nullable Object> List<R> map(
            StokerFunction<? super T, ? extends R> function, Iterable<? extends T> elements) {
        Arguments.given(function, "map needs a function");
        Arguments.given(elements, "map needs elements");
        return all(function, elements.iterator(), size(elements));
    }

    /**
     * As {@link #map(StokerFunction, Iterable)}, with an element of each of two sequences.
     *
     * @throws IllegalArgumentException if they are not of the same length
     */
    public <T extends @Nullable Object, U extends @Nullable Object, R extends @Nullable Object> List<R> map(
            StokerBiFunction<? super T, ? super U, ? extends R> function,
            Collection<? extends T> first,
            Collection<? extends U> second) {
        Arguments.given(function, "map needs a function");
        int size = Arguments.given(first, "map needs elements").size();
        if (size != Arguments.given(second, "map needs elements").size()) {
            throw new IllegalArgumentException("all sequences must have the same length, but they have " + size
                    + " and " + second.size() + " elements");
        }
        return all(Pairs.function(function), Pairs.of(first.iterator(), second.iterator()), OptionalLong.of(size));
    }

    /** As {@link #map(StokerFunction, Iterable)}, without waiting. */
    public <T extends @Nullable Object, R extends @Nullable Object> CompletableFuture<List<R>> mapAsync(
            StokerFunction<? super T, ? extends R> function, Iterable<? extends T> elements) {
        return client.waits().supply(() -> map(function, elements));
    }

    private <R extends @Nullable Object> List<R> all(
            StokerFunction<?, ?> function, Iterator<?> elements, OptionalLong total) {
        List<R> results = new ArrayList<>();
        List<ElementFailedException> failures = new ArrayList<>();
        try (MapRun<R> run = run(function, elements, total, false)) {
            while (run.hasNext()) {
                Mapped<R> one = run.next();
                set(results, (int) one.index(), one.value());
                if (one.failure() != null) {
                    failures.add(one.failure());
                }
            }
        }
        if (!failures.isEmpty()) {
            failures.sort((a, b) -> Long.compare(a.index(), b.index()));
            throw new MapFailedException(failures, results);
        }
        return results;
    }

    @SuppressWarnings("NullAway") // those that have not come are null until then
    private static <R extends @Nullable Object> void set(List<R> results, int index, @Nullable R value) {
        if (index == results.size()) {
            results.add(value);
            return;
        }
        while (results.size() <= index) {
            results.add(null);
        }
        results.set(index, value);
    }

    /**
     * The results, in the order of the elements, as a stream that is lazy: elements are taken when there is room for
     * them, so that an endless iteration works. A failure is thrown where the stream is used. Close the stream if it
     * was not used to its end: that aborts what is under way.
     */
    public <T extends @Nullable Object, R extends @Nullable Object> Stream<R> stream(
            StokerFunction<? super T, ? extends R> function, Iterable<? extends T> elements) {
        return this.<R>stream(function, elements, true).map(Mapped::get);
    }

    /** As {@link #stream}, with the results as they come, and of which element each is. */
    public <T extends @Nullable Object, R extends @Nullable Object> Stream<Mapped<R>> asCompleted(
            StokerFunction<? super T, ? extends R> function, Iterable<? extends T> elements) {
        return stream(function, elements, false);
    }

    private <R extends @Nullable Object> Stream<Mapped<R>> stream(
            StokerFunction<?, ?> function, Iterable<?> elements, boolean ordered) {
        Arguments.given(function, "map needs a function");
        Arguments.given(elements, "map needs elements");
        MapRun<R> run = run(function, elements.iterator(), size(elements), ordered);
        Spliterator<Mapped<R>> results = Spliterators.spliteratorUnknownSize(run, Spliterator.ORDERED);
        return StreamSupport.stream(results, false).onClose(run::close);
    }

    private <R extends @Nullable Object> MapRun<R> run(
            StokerFunction<?, ?> function, Iterator<?> elements, OptionalLong total, boolean ordered) {
        return new MapRun<>(
                client, function, elements, total, client.questions().engineCount(), ordered, this);
    }

    private static OptionalLong size(Iterable<?> elements) {
        return elements instanceof Collection<?> collection ? OptionalLong.of(collection.size()) : OptionalLong.empty();
    }
}
