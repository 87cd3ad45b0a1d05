package io.stoker.wire.values;

import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps values in a map, and answers at once. */
class MapKeeper implements ValueKeeper {
    /** Whole values and beginnings. */
    final Map<UUID, byte[]> values = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<Long> write(UUID client, StoredValue value, long offset, byte[] bytes) {
        byte[] before = of(value);
        if (offset == before.length) {
            byte[] after = Arrays.copyOf(before, before.length + bytes.length);
            System.arraycopy(bytes, 0, after, before.length, bytes.length);
            values.put(value.id(), after);
        }
        return CompletableFuture.completedStage((long) of(value).length);
    }

    byte[] of(StoredValue value) {
        return values.getOrDefault(value.id(), new byte[0]);
    }

    @Override
    public CompletionStage<byte[]> read(StoredValue value, long offset, int length) {
        byte[] bytes = of(value);
        return offset + length <= bytes.length
                ? CompletableFuture.completedStage(Arrays.copyOfRange(bytes, (int) offset, (int) offset + length))
                : CompletableFuture.failedStage(new StokerException("no such value"));
    }

    @Override
    public void discard(StoredValue value) {
        if (of(value).length < value.size()) {
            values.remove(value.id());
        }
    }

    @Override
    public void gone(UUID client) {
        // What it has brought may be of use.
    }

    @Override
    public void sweep() {
        // All is of use.
    }
}
