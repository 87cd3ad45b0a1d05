package io.stoker.client;

import io.stoker.task.FinishedTask;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskResult;
import io.stoker.task.ValueDecoder;
import io.stoker.wire.values.FreeHeap;
import io.stoker.wire.values.ValueClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Makes results of what ended tasks brought, and fetches what is in the store of it. */
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
    CompletableFuture<TaskResult> of(CompletableFuture<FinishedTask> ended) {
        return of(ended, JavaDecoder.OF_THREAD);
    }

    /** As the other one, with who reads what functions have returned. */
    CompletableFuture<TaskResult> of(CompletableFuture<FinishedTask> ended, ValueDecoder decoder) {
        CompletableFuture<TaskResult> whole = new CompletableFuture<>();
        var unused = ended.whenComplete((task, failure) -> {
            if (failure != null) {
                whole.completeExceptionally(failure);
            } else if (task.values().isEmpty()) {
                complete(whole, task, Map.of(), decoder);
            } else {
                // Looking for free memory may take a while.
                waits.run(() -> fetch(task, whole, decoder));
            }
        });
        return whole;
    }

    private static void complete(
            CompletableFuture<TaskResult> whole,
            FinishedTask task,
            Map<StoredValue, byte[]> fetched,
            ValueDecoder decoder) {
        try {
            whole.complete(new TaskResult(task, fetched, decoder));
        } catch (RuntimeException | OutOfMemoryError e) {
            whole.completeExceptionally(e);
        }
    }

    private void fetch(FinishedTask task, CompletableFuture<TaskResult> whole, ValueDecoder decoder) {
        Map<StoredValue, CompletableFuture<byte[]>> parts = new LinkedHashMap<>();
        try {
            heap.require(
                    "the values of task " + task.taskId(),
                    task.values().stream().mapToLong(StoredValue::size).sum());
            task.values().forEach(stored -> parts.put(stored, values.fetch(stored)));
        } catch (RuntimeException | OutOfMemoryError e) {
            whole.completeExceptionally(e);
        }
        var unused = whole.whenComplete((done, failure) -> parts.values().forEach(part -> part.cancel(false)));
        gather(task, parts, whole, decoder);
    }

    private static void gather(
            FinishedTask task,
            Map<StoredValue, CompletableFuture<byte[]>> parts,
            CompletableFuture<TaskResult> whole,
            ValueDecoder decoder) {
        var unused = CompletableFuture.allOf(parts.values().toArray(CompletableFuture<?>[]::new))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        whole.completeExceptionally(failure);
                        return;
                    }
                    Map<StoredValue, byte[]> fetched = new LinkedHashMap<>();
                    parts.forEach((stored, part) -> fetched.put(stored, part.join()));
                    complete(whole, task, fetched, decoder);
                });
    }
}
