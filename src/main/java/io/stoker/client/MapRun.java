package io.stoker.client;

import io.stoker.task.Elements;
import io.stoker.task.MapChunk;
import io.stoker.task.StokerException;
import io.stoker.task.StokerFunction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A map on its way: takes elements, as long as not too many are under way, and gives their results as they come. All of
 * it happens on the thread that asks for the next result, the iteration over the elements included: an endless one
 * works. Closing it aborts what is under way.
 */
final class MapRun<R extends @Nullable Object> implements Iterator<Mapped<R>>, AutoCloseable {
    private final TaskClient client;
    private final StokerFunction<@Nullable Object, @Nullable Object> function;
    private final Iterator<?> elements;
    private final Mapper options;
    private final List<ProgressListener> listeners;
    private final boolean ordered;
    private final ChunkSizes sizes;
    private final OptionalLong total;
    private final int window;
    private final long began = System.nanoTime();

    /** Those that have ended, as they did; of no use where the results are wanted in order. */
    private final BlockingQueue<Chunk> ended = new LinkedBlockingQueue<>();
    /** Those that were not delivered, by their first elements. */
    private final TreeMap<Long, Chunk> chunks = new TreeMap<>();

    private final Queue<Mapped<R>> ready = new ArrayDeque<>();
    private long taken;
    private long done;
    private long failed;

    /** A task of this map. */
    private record Chunk(long first, int size, TaskHandle<MapChunk.Done> handle) {}

    /**
     * Begins a map.
     *
     * @param total how many elements there are; empty if that is not known
     * @param engines how many engines there are now
     * @param ordered whether the results are to come in the order of the elements
     */
    @SuppressWarnings("unchecked") // it is called with elements only
    MapRun(
            TaskClient client,
            StokerFunction<?, ?> function,
            Iterator<?> elements,
            OptionalLong total,
            int engines,
            boolean ordered,
            Mapper options) {
        this.client = client;
        this.function = (StokerFunction<@Nullable Object, @Nullable Object>) function;
        this.elements = elements;
        this.total = total;
        this.options = options;
        this.listeners = options.listeners();
        this.ordered = ordered;
        this.sizes = new ChunkSizes(options.chunk(), engines, total);
        this.window = options.window(engines);
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty()) {
            fill();
            Chunk next = nextEnded();
            if (next == null) {
                listeners.forEach(ProgressListener::end);
                return false;
            }
            deliver(next);
        }
        return true;
    }

    @Override
    public Mapped<R> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the map is through");
        }
        return ready.remove();
    }

    private void fill() {
        while (chunks.size() < window && elements.hasNext()) {
            int size = sizes.next(taken);
            ArrayList<@Nullable Object> some = new ArrayList<>();
            while (some.size() < size && elements.hasNext()) {
                some.add(elements.next());
            }
            submit(new MapChunk(function, Elements.of(some), options.retries(), options.goesOn()));
        }
    }

    private void submit(MapChunk body) {
        int size = body.elements().size();
        Chunk chunk = new Chunk(taken, size, client.submit(body, options::set));
        taken += size;
        chunks.put(chunk.first(), chunk);
        if (!ordered) {
            var unused = chunk.handle().whenComplete((value, failure) -> ended.add(chunk));
        }
    }

    /** @return null if none is under way */
    private @Nullable Chunk nextEnded() {
        if (chunks.isEmpty()) {
            return null;
        }
        try {
            return ordered ? first() : ended.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StokerException("interrupted while waiting for the results of a map", e);
        }
    }

    /** Waits until the first one has ended, in whatever way. */
    private Chunk first() throws InterruptedException {
        Chunk first = chunks.firstEntry().getValue();
        try {
            return first.handle().handle((value, failure) -> first).get();
        } catch (ExecutionException e) {
            throw new StokerException("cannot wait for the results of a map", e);
        }
    }

    private void deliver(Chunk chunk) {
        chunks.remove(chunk.first());
        MapChunk.Done result;
        try {
            result = chunk.handle().join();
            sizes.done(chunk.size(), chunk.handle().result().duration().toNanos());
        } catch (RuntimeException e) {
            lost(chunk, TaskHandle.unwrapped(e));
            return;
        }
        int next = 0;
        for (MapChunk.FailedElement one : result.failed()) {
            next = succeeded(chunk, result, next, one.index());
            fail(chunk, one.index(), one.thrown());
            next++;
        }
        succeeded(chunk, result, next, result.values().size());
        said();
    }

    @SuppressWarnings("unchecked") // the function returns these
    private int succeeded(Chunk chunk, MapChunk.Done result, int from, int to) {
        for (int i = from; i < to; i++) {
            ready.add(new Mapped<>(chunk.first() + i, (R) result.values().get(i), null));
        }
        done += to - from;
        return to;
    }

    /** The task itself has no result. */
    private void lost(Chunk chunk, Throwable why) {
        for (int i = 0; i < chunk.size(); i++) {
            fail(chunk, i, why);
        }
        said();
    }

    private void fail(Chunk chunk, int index, Throwable why) {
        done++;
        failed++;
        ElementFailedException failure =
                new ElementFailedException(chunk.first() + index, chunk.handle().knownId(), why);
        if (!options.goesOn()) {
            throw failure;
        }
        ready.add(new Mapped<>(chunk.first() + index, null, failure));
    }

    private void said() {
        Progress progress = new Progress(done, failed, total, System.nanoTime() - began);
        listeners.forEach(listener -> listener.progress(progress));
    }

    @Override
    public void close() {
        chunks.values().forEach(chunk -> chunk.handle().cancel(true));
        chunks.clear();
        listeners.forEach(ProgressListener::end);
    }
}
