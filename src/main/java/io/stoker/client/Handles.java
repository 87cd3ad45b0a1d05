package io.stoker.client;

import io.stoker.task.LiveFunction;
import io.stoker.task.StokerException;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Submits Java functions, and makes futures of their values. */
final class Handles {
    private final Submitting submitting;
    private final Awaiting awaiting;

    Handles(Submitting submitting, Awaiting awaiting) {
        this.submitting = submitting;
        this.awaiting = awaiting;
    }

    <T extends @Nullable Object> TaskHandle<T> submit(TaskClient client, Task task) {
        StokerException full = submitting.lackOfRoom();
        if (full != null) {
            return TaskHandle.of(client, CompletableFuture.failedFuture(full), CompletableFuture.failedFuture(full));
        }
        AwaitedTask awaited = submitting.awaited(task);
        CompletableFuture<TaskResult> result = awaiting.resultAsync(awaited, new JavaDecoder(loader(task)));
        return TaskHandle.of(client, awaited.submission().ids().thenApply(ids -> ids[0]), result);
    }

    private static @Nullable ClassLoader loader(Task task) {
        return task.body() instanceof LiveFunction live ? live.loader() : null;
    }
}
