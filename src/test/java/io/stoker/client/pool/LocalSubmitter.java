package io.stoker.client.pool;

import io.stoker.code.JavaValues;
import io.stoker.code.ReadLimits;
import io.stoker.code.ThrownValue;
import io.stoker.task.AlreadyCompletedException;
import io.stoker.task.Failure;
import io.stoker.task.StokerCallable;
import io.stoker.task.Subject;
import io.stoker.task.TaskAbortedException;
import io.stoker.task.TaskFailedException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Runs functions on threads of this JVM, after it has written and read them as for an engine; results likewise. */
final class LocalSubmitter implements Submitter, AutoCloseable {
    private static final int MOST_BYTES = 1 << 20;

    private final ExecutorService threads;

    LocalSubmitter(int threads) {
        this.threads = Executors.newFixedThreadPool(threads);
    }

    @Override
    public <T extends @Nullable Object> Submitted<T> submit(StokerCallable<T> function) {
        byte[] written =
                JavaValues.encode(Subject.function(), function, MOST_BYTES).bytes();
        Attempt<T> attempt = new Attempt<>(written);
        threads.execute(attempt);
        return attempt;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static @Nullable Object read(byte[] bytes) {
        return JavaValues.decode(bytes, LocalSubmitter.class.getClassLoader(), ReadLimits.DEFAULT, name -> true);
    }

    private static final class Attempt<T extends @Nullable Object> implements Submitted<T>, Runnable {
        private final byte[] function;
        private final CompletableFuture<T> value = new CompletableFuture<>();
        private @Nullable Thread thread;
        private boolean begun;
        private boolean aborted;

        Attempt(byte[] function) {
            this.function = function;
        }

        @Override
        public void run() {
            if (begin()) {
                Callable<T> outcome = called();
                if (end()) {
                    value.completeExceptionally(aborted());
                } else {
                    complete(outcome);
                }
            }
        }

        private synchronized boolean begin() {
            begun = !aborted;
            thread = Thread.currentThread();
            return begun;
        }

        private synchronized boolean end() {
            thread = null;
            Thread.interrupted();
            return aborted;
        }

        private Callable<T> called() {
            try {
                Object returned = ((StokerCallable<?>) read(function)).call();
                return () -> returned(returned);
            } catch (Throwable e) {
                return () -> {
                    throw failed(e);
                };
            }
        }

        private void complete(Callable<T> outcome) {
            try {
                value.complete(outcome.call());
            } catch (Throwable e) {
                value.completeExceptionally(e);
            }
        }

        @SuppressWarnings("unchecked")
        private static <T extends @Nullable Object> T returned(@Nullable Object value) {
            return (T) read(
                    JavaValues.encode(Subject.returned(), value, MOST_BYTES).bytes());
        }

        private static TaskFailedException failed(Throwable thrown) {
            TaskFailedException failed = new TaskFailedException(
                    0, Failure.of(Failure.Kind.USER_CODE, thrown.getClass().getName(), "thrown"));
            byte[] written = ThrownValue.encode(thrown, MOST_BYTES).bytes();
            failed.initCause(ThrownValue.decode(
                    written, LocalSubmitter.class.getClassLoader(), ReadLimits.DEFAULT, name -> true));
            return failed;
        }

        private static TaskAbortedException aborted() {
            return new TaskAbortedException(0, Failure.of(Failure.Kind.INTERRUPTED, "TaskAborted", "aborted"));
        }

        @Override
        public CompletableFuture<T> value() {
            return value;
        }

        @Override
        public CompletableFuture<Void> abort(boolean interrupt) {
            synchronized (this) {
                if (value.isDone()) {
                    return CompletableFuture.failedFuture(new AlreadyCompletedException("it has ended"));
                }
                aborted = true;
                if (interrupt && thread != null) {
                    thread.interrupt();
                }
                if (begun) {
                    return CompletableFuture.completedFuture(null);
                }
            }
            value.completeExceptionally(aborted());
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public synchronized boolean hasNeverBegun() {
            return !begun;
        }
    }
}
