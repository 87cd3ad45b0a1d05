package io.stoker.client.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.StokerCallable;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An executor that runs two functions at a time, and functions for it, all of which can be sent. */
abstract class ExecutorFixture {
    static final int THREADS = 2;
    static final long SOON = 120;
    static final long A_MOMENT = 20;

    ExecutorService pool;

    /** An executor that runs {@value #THREADS} functions at a time. */
    abstract ExecutorService executor();

    /**
     * Returns when nothing of what was cancelled can begin any more, if that takes more than the cancellation itself.
     */
    void awaitCancelled() {}

    @BeforeEach
    void begin() {
        pool = executor();
    }

    @AfterEach
    void end() throws InterruptedException {
        pool.shutdownNow();
        assertThat(pool.awaitTermination(SOON, TimeUnit.SECONDS)).isTrue();
        Latches.clear();
    }

    static <T> T soon(Future<T> future) throws Exception {
        return future.get(SOON, TimeUnit.SECONDS);
    }

    static StokerCallable<Integer> number(int number) {
        return () -> number;
    }

    static StokerCallable<Integer> failing(Throwable with) {
        return () -> {
            if (with instanceof Error error) {
                throw error;
            }
            throw (Exception) with;
        };
    }

    /** Functions that keep all threads, and have begun. */
    final List<Gate> fill() throws InterruptedException {
        List<Gate> gates = List.of(new Gate(), new Gate());
        for (Gate gate : gates) {
            pool.submit((Callable<String>) gate);
        }
        for (Gate gate : gates) {
            gate.awaitBegun();
        }
        return gates;
    }

    static void assertCancelled(Future<?> future) {
        assertThat(future.isCancelled()).isTrue();
        assertThat(future.isDone()).isTrue();
        assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> future.get(0, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
    }
}
