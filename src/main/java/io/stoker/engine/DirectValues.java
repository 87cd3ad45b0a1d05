package io.stoker.engine;

import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import io.stoker.task.ValueTooLargeException;
import io.stoker.wire.Alarm;
import io.stoker.wire.values.FreeHeap;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The large values of direct calls, in memory: what callers have brought for calls that are to come, and what answers
 * have brought that were not acknowledged. Thread-safe; ticks are nanoseconds.
 */
final class DirectValues {
    /** So long is kept what a caller has brought for a call that has not come: it is gone, or has thought better. */
    private static final long KEEP_NANOS = Duration.ofMinutes(10).toNanos();

    private final FreeHeap heap;
    private final Map<UUID, Brought> brought = new HashMap<>();
    private final Map<UUID, byte[]> offered = new HashMap<>();

    private static final class Brought {
        final byte[] bytes;
        int length;
        long tick;
        boolean claimed;

        Brought(int size) {
            bytes = new byte[size];
        }
    }

    DirectValues(FreeHeap heap) {
        this.heap = heap;
    }

    /**
     * Takes a part of a value in, if all before it is here.
     *
     * @return how many bytes are here
     * @throws io.stoker.task.ValueTooLargeException if there is no room for the value
     */
    synchronized long put(StoredValue value, long offset, byte[] part, long tick) {
        Brought one = brought.get(value.id());
        if (one == null) {
            heap.require("the pushed values", value.size());
            if (value.size() > Integer.MAX_VALUE) {
                throw new ValueTooLargeException("a pushed value of " + value.size()
                        + " bytes is too large for an engine, which can hold " + Integer.MAX_VALUE);
            }
            one = new Brought(Math.toIntExact(value.size()));
            brought.put(value.id(), one);
        }
        one.tick = tick;
        if (offset == one.length && part.length <= one.bytes.length - one.length) {
            System.arraycopy(part, 0, one.bytes, one.length, part.length);
            one.length += part.length;
        }
        return one.length;
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

    /**
     * A part of a value that was offered.
     *
     * @throws StokerException if it is not
     */
    synchronized byte[] get(UUID id, long offset, int length) {
        byte[] bytes = offered.get(id);
        if (bytes == null || offset < 0 || offset > bytes.length) {
            throw new StokerException("the engine no longer has the value");
        }
        return Arrays.copyOfRange(bytes, (int) offset, (int) Math.min(offset + length, bytes.length));
    }

    /** Whoever wanted these has them. */
    synchronized void release(Collection<UUID> ids) {
        offered.keySet().removeAll(ids);
    }

    /** When there may be something to let go of; empty for never. */
    synchronized OptionalLong sweepAt() {
        OptionalLong at = OptionalLong.empty();
        for (Brought one : brought.values()) {
            at = one.claimed ? at : Alarm.earlier(at, OptionalLong.of(one.tick + KEEP_NANOS));
        }
        return at;
    }

    /** Lets go of what nobody has used. */
    synchronized void sweep(long tick) {
        brought.values().removeIf(one -> !one.claimed && tick - one.tick >= KEEP_NANOS);
    }
}
