package io.stoker.cli.shell;

import io.stoker.task.SourceLimits;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntSupplier;

/** A thread with as much of a stack as engines have for sources, which the main thread of a command has not. */
final class SourceThread {
    private SourceThread() {}

    /** Waits for the work, and throws what it throws. */
    static int call(IntSupplier work) {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        Runnable task = () -> {
            try {
                done.complete(work.getAsInt());
            } catch (Throwable e) { // for the caller
                done.completeExceptionally(e);
            }
        };
        Thread thread = new Thread(null, task, "shell", SourceLimits.STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException exception) {
                throw exception;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }
}
