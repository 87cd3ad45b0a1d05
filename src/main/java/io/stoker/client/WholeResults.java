package io.stoker.client;

import io.stoker.task.FinishedTask;
import io.stoker.task.Payload;
import io.stoker.task.StoredValue;
import io.stoker.wire.values.FreeHeap;
import io.stoker.wire.values.ValueClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Fetches what results say of values that were too large to travel with them. */
final class WholeResults {
    private final ValueClient values;
    private final Waits waits;
    private final FreeHeap heap;

    WholeResults(ValueClient values, Waits waits, FreeHeap heap) {
        this.values = values;
        this.waits = waits;
        this.heap = heap;
    }

    /** The result with all its values. Whoever cancels it ends the fetching. */
    CompletableFuture<FinishedTask> of(CompletableFuture<FinishedTask> ended) {
        CompletableFuture<FinishedTask> whole = new CompletableFuture<>();
        var unused = ended.whenComplete((task, failure) -> {
            if (failure != null) {
                whole.completeExceptionally(failure);
            } else if (task.stored().isEmpty()) {
                whole.complete(task);
            } else {
                // Looking for free memory may take a while.
                waits.run(() -> fetch(task, whole));
            }
        });
        return whole;
    }

    private void fetch(FinishedTask task, CompletableFuture<FinishedTask> whole) {
        Map<String, CompletableFuture<byte[]>> parts = new LinkedHashMap<>();
        try {
            heap.require(
                    "the values of task " + task.taskId(),
                    task.stored().stream().mapToLong(StoredValue::size).sum());
            task.values().forEach((name, value) -> {
                if (value instanceof StoredValue stored) {
                    parts.put(name, values.fetch(stored));
                }
            });
        } catch (RuntimeException | OutOfMemoryError e) {
            whole.completeExceptionally(e);
        }
        var unused = whole.whenComplete((done, failure) -> parts.values().forEach(part -> part.cancel(false)));
        gather(task, parts, whole);
    }

    private static void gather(
            FinishedTask task, Map<String, CompletableFuture<byte[]>> parts, CompletableFuture<FinishedTask> whole) {
        var unused = CompletableFuture.allOf(parts.values().toArray(CompletableFuture<?>[]::new))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        whole.completeExceptionally(failure);
                        return;
                    }
                    Map<String, Payload> values = new LinkedHashMap<>(task.values());
                    parts.forEach((name, part) -> values.put(name, Payload.of(part.join())));
                    whole.complete(task.with(values));
                });
    }
}
