package io.stoker.client.pool;

import io.stoker.task.Callables;
import io.stoker.task.SerializableRunnable;
import io.stoker.task.StokerCallable;
import io.stoker.task.UnsendableValueException;
import java.io.Serializable;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture.AsynchronousCompletionTask;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Makes what can be sent of functions, or says why that cannot be, and what to do instead. */
final class Sending {
    private Sending() {}

    /** @throws RejectedExecutionException if it cannot be sent */
    static <T extends @Nullable Object> StokerCallable<T> callable(Callable<T> function) {
        require(Objects.requireNonNull(function, "a function is needed, not null"));
        return Callables.of(function);
    }

    /** @throws RejectedExecutionException if it cannot be sent */
    static StokerCallable<@Nullable Void> callable(Runnable function) {
        require(Objects.requireNonNull(function, "a function is needed, not null"));
        return Callables.of(function);
    }

    private static void require(Object function) {
        String reason = reason(function);
        if (reason != null) {
            String name = function.getClass().getName();
            int number = name.indexOf('/'); // which the JVM has added for a lambda
            throw refused(new UnsendableValueException(
                    (number < 0 ? name : name.substring(0, number)) + " cannot be sent to an engine: " + reason));
        }
    }

    /** How an executor says it. */
    static RejectedExecutionException refused(RuntimeException why) {
        return new RejectedExecutionException(why.getMessage(), why);
    }

    private static @Nullable String reason(Object function) {
        if (function instanceof AsynchronousCompletionTask) {
            return "it completes a CompletableFuture of this JVM. Use stoker.supplyAsync(function) in place of"
                    + " CompletableFuture.supplyAsync, and thenCompose(value -> stoker.supplyAsync(function)) in place of"
                    + " a stage with an executor";
        }
        if (function instanceof Future) {
            return "it completes a future of this JVM. Submit the callable itself, which gives a future of it; in place of"
                    + " an ExecutorCompletionService use stoker.completionService()";
        }
        if (function instanceof Serializable) {
            return null;
        }
        String wanted =
                function instanceof Callable ? StokerCallable.class.getName() : SerializableRunnable.class.getName();
        return function.getClass().isHidden()
                ? "it is a lambda or method reference of a type that is not Serializable. Declare it as " + wanted
                        + ", or write it in the call of a StokerExecutor"
                : "it is not Serializable. Have the class implement " + wanted;
    }
}
