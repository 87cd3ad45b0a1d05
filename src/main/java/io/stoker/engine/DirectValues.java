package io.stoker.engine;

import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import io.stoker.task.ValueTooLargeException;
import io.stoker.wire.values.FreeHeap;
import io.stoker.wire.values.ValueKeeper;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The large values of direct calls, in memory: what callers have brought for calls that are to come, and what answers
 * have brought that were not acknowledged. Thread-safe; ticks are nanoseconds.
 */
final class DirectValues implements ValueKeeper {
    /** So long is kept what a caller has brought for a call that has not come: it is gone, or has thought better. */
    private static final long KEEP_NANOS = Duration.ofMinutes(10).toNanos();
    /** What a value takes besides its bytes: there must not be any number of small ones. */
    private static final int OVERHEAD = 256;

    private final FreeHeap heap;
    private final long largest;
    private final LongSupplier clock;
    private final Map<UUID, Brought> brought = new HashMap<>();
    private final Map<UUID, byte[]> offered = new HashMap<>();

    private static final class Brought {
        final UUID client;
        final byte[] bytes;
        int length;
        long tick;
        boolean claimed;

        Brought(UUID client, int size) {
            this.client = client;
            bytes = new byte[size];
        }

        long size() {
            return (long) bytes.length + OVERHEAD;
        }
    }

    /** @param largest how many bytes a value may have */
    DirectValues(FreeHeap heap, long largest) {
        this(heap, largest, System::nanoTime);
    }

    /** As the other one, with another clock. */
    DirectValues(FreeHeap heap, long largest, LongSupplier clock) {
        this.heap = heap;
        this.largest = largest;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Long> write(UUID client, StoredValue value, long offset, byte[] bytes) {
        return stage(() -> put(client, value, offset, bytes));
    }

    @Override
    public CompletionStage<byte[]> read(StoredValue value, long offset, int length) {
        return stage(() -> get(value.id(), offset, length));
    }

    /** Nothing of this waits for anything. */
    private static <T> CompletionStage<T> stage(Supplier<T> work) {
        try {
            return CompletableFuture.completedStage(work.get());
        } catch (RuntimeException | OutOfMemoryError e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private synchronized long put(UUID client, StoredValue value, long offset, byte[] part) {
        Brought one = brought.get(value.id());
        if (one == null && part.length == 0 && value.size() > 0) {
            return 0; // asked only: the memory is taken when it begins
        }
        if (one == null) {
            one = new Brought(client, room(value));
            brought.put(value.id(), one);
        }
        one.tick = clock.getAsLong();
        if (offset == one.length && part.length <= one.bytes.length - one.length) {
            System.arraycopy(part, 0, one.bytes, one.length, part.length);
            one.length += part.length;
        }
        return one.length;
    }

    /** The size of a value for which there is room. */
    private int room(StoredValue value) {
        if (value.size() > largest) {
            throw new ValueTooLargeException("a pushed value of " + value.size()
                    + " bytes is too large for the engine, whose limit is " + largest + " (stoker.max-value-size)");
        }
        long waiting = brought.values().stream().mapToLong(Brought::size).sum();
        heap.require("the pushed values", value.size(), waiting);
        return Math.toIntExact(value.size());
    }

    @Override
    public synchronized void discard(StoredValue value) {
        Brought one = brought.get(value.id());
        if (one != null && !one.claimed) {
            brought.remove(value.id());
        }
    }

    /** A call for which these were brought has come, and may have to wait. */
    synchronized void claim(Collection<StoredValue> values) {
        for (StoredValue value : values) {
            Brought one = brought.get(value.id());
            if (one != null) {
                one.claimed = true;
            }
        }
    }

    /** The call for which these were brought is over, whether it has used them or not. */
    synchronized void drop(Collection<StoredValue> values) {
        values.forEach(value -> brought.remove(value.id()));
    }

    /**
     * A value that was brought, which is not kept any longer.
     *
     * @throws StokerException if it is not here, not whole, or not what was sent
     */
    synchronized byte[] take(StoredValue value) {
        Brought one = brought.remove(value.id());
        if (one == null || one.length < one.bytes.length) {
            throw new StokerException("the engine no longer has the value: it was sent too long ago; push it again");
        }
        if (!value.matches(one.bytes)) {
            throw new StokerException("the value was damaged on the way (wrong checksum); push it again");
        }
        return one.bytes;
    }

    /** Keeps a value until it is {@linkplain #release released}. */
    synchronized StoredValue offer(byte[] bytes) {
        StoredValue value = StoredValue.of(bytes);
        offered.put(value.id(), bytes);
        return value;
    }

    private synchronized byte[] get(UUID id, long offset, int length) {
        byte[] bytes = offered.get(id);
        if (bytes == null || offset < 0 || offset > bytes.length - length) {
            throw new StokerException("the engine no longer has the value");
        }
        return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
    }

    /** Whoever wanted these has them. */
    synchronized void release(Collection<UUID> ids) {
        offered.keySet().removeAll(ids);
    }

    /** What it has brought is of no use unless its call has come. */
    @Override
    public synchronized void gone(UUID client) {
        brought.values().removeIf(one -> !one.claimed && one.client.equals(client));
    }

    /** Lets go of what nobody has used. */
    @Override
    public synchronized void sweep() {
        long tick = clock.getAsLong();
        brought.values().removeIf(one -> !one.claimed && tick - one.tick >= KEEP_NANOS);
    }
}
