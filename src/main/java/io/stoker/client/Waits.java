package io.stoker.client;

import io.stoker.task.ControllerUnreachableException;
import io.stoker.task.Durations;
import io.stoker.task.StokerException;
import io.stoker.task.WaitTimeoutException;
import io.stoker.wire.values.Patience;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How callers wait: never on an actor's thread, never without a reason when the time is up. */
final class Waits implements AutoCloseable {
    private final ClientSession clientSession;
    private final LongSupplier ticks;
    private final Callbacks callbacks;
    private final ExecutorService waiting;

    Waits(ClientSession clientSession) {
        this(clientSession, System::nanoTime);
    }

    Waits(ClientSession clientSession, LongSupplier ticks) {
        this(clientSession, ticks, Callbacks::thread);
    }

    Waits(ClientSession clientSession, LongSupplier ticks, ThreadFactory threads) {
        this.clientSession = clientSession;
        this.ticks = ticks;
        this.callbacks = new Callbacks(threads);
        this.waiting = Executors.newCachedThreadPool(threads);
    }

    /** As {@link #forUser(CompletableFuture, Runnable)}, where nothing is kept for it but itself. */
    <T> CompletableFuture<T> forUser(CompletableFuture<T> future) {
        return forUser(future, () -> {});
    }

    /**
     * The future as a user gets it: what hangs on it runs on a thread for that. When the user cancels it, or it times
     * out, nobody waits for ours any more.
     *
     * @param ours nobody else's
     * @param forget lets go of what is kept for it; runs when it has ended, in whatever way
     */
    <T> CompletableFuture<T> forUser(CompletableFuture<T> ours, Runnable forget) {
        CompletableFuture<T> users = new CompletableFuture<>();
        var unused = ours.whenComplete((value, failure) -> callbacks.execute(() -> {
            if (failure == null) {
                users.complete(value);
            } else {
                users.completeExceptionally(unwrapped(failure));
            }
        }));
        var unusedEither = users.whenComplete((value, failure) -> {
            forget.run();
            ours.cancel(false);
        });
        return users;
    }

    /** Whether this is a thread that runs what hangs on users' futures: what waits there holds up others. */
    boolean isCallback() {
        return Callbacks.isOne();
    }

    /**
     * What comes after the end of the threads is told on the one that knows it, rather than not at all; what there is
     * no thread for waits for one.
     */
    private void await(Runnable task) {
        try {
            waiting.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        } catch (OutOfMemoryError e) {
            Callbacks.afterAWhile(() -> await(task), e);
        }
    }

    /** As {@link #forUser(CompletableFuture, Runnable)}, failing as {@link #get} does when the time is up. */
    <T> CompletableFuture<T> forUser(
            CompletableFuture<T> ours, Duration timeout, Supplier<String> late, Runnable forget) {
        return forUser(limited(ours, timeout, late), forget);
    }

    /** Fails as {@link #get} does when the time is up. */
    <T> CompletableFuture<T> limited(CompletableFuture<T> ours, Duration timeout, Supplier<String> late) {
        CompletableFuture<T> limited = ours.copy().orTimeout(Durations.nanos(timeout), TimeUnit.NANOSECONDS);
        CompletableFuture<T> result = limited.handle((value, failure) -> {
            if (failure instanceof TimeoutException) {
                throw timedOut(late);
            }
            if (failure != null) {
                throw rethrown(failure);
            }
            return value;
        });
        var unused = result.whenComplete((value, failure) -> limited.cancel(false)); // and its timer
        return result;
    }

    /** Runs it on a thread of its own. */
    void run(Runnable task) {
        await(task);
    }

    /** Runs what waits on a thread of its own. */
    <T> CompletableFuture<T> supply(Supplier<T> source) {
        return CompletableFuture.supplyAsync(source, this::await);
    }

    /** As {@link #get}, without a limit. */
    <T> T get(CompletableFuture<T> future) {
        return get(future, null, () -> "");
    }

    /**
     * Waits for the future.
     *
     * @param timeout null to wait for as long as it takes
     * @param late says, when the time is up, what was waited for and how things stand
     * @throws ControllerUnreachableException if the time is up and the controller is silent
     * @throws WaitTimeoutException if the time is up
     */
    <T> T get(CompletableFuture<T> future, @Nullable Duration timeout, Supplier<String> late) {
        try {
            return timeout == null ? future.get() : future.get(Durations.nanos(timeout), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } catch (TimeoutException e) {
            throw timedOut(late);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StokerException("interrupted while waiting", e);
        }
    }

    /** Waits for the end of the future, whatever it is, but no longer than that; returns whether it has come. */
    boolean endsWithin(CompletableFuture<?> future, Duration most) {
        try {
            future.get(Durations.nanos(most), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StokerException("interrupted while waiting", e);
        }
    }

    /** Why something has not come in time: the controller is silent, or it is not. */
    StokerException timedOut(Supplier<String> late) {
        return clientSession.isSilent(ticks.getAsLong())
                ? new ControllerUnreachableException(
                        late.get() + "; the controller has been unreachable since " + clientSession.heard())
                : new WaitTimeoutException(late.get());
    }

    /** For a value that is brought to the store: it may stand still for so long. */
    Patience patience(Duration limit) {
        return Patience.of(
                limit,
                () -> timedOut(() -> "the upload of a large value to the store is stuck: no part of it was accepted"
                        + " within " + Durations.text(limit)));
    }

    /** The exception as thrown here, with the original as its cause where its type can be kept. */
    private static RuntimeException rethrown(@Nullable Throwable cause) {
        Throwable real = cause == null ? null : unwrapped(cause);
        if (real instanceof RuntimeException exception) {
            return exception;
        }
        return new StokerException("failed: " + real, real == null ? new IllegalStateException("no cause") : real);
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    @Override
    public void close() {
        callbacks.close();
        waiting.shutdown();
    }
}
