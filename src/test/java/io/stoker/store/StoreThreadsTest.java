package io.stoker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreThreadsTest {
    private final StoreThreads threads = new StoreThreads("test", 1);

    @AfterEach
    void close() {
        threads.close();
    }

    private <T> CompletableFuture<T> run(Callable<T> work) {
        return threads.run(work, e -> e instanceof RuntimeException r ? r : new StoreException("explained: " + e, e))
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS);
    }

    private static void assertFails(CompletableFuture<?> stage, String message) {
        assertThatThrownBy(stage::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anErrorEndsTheWorkThatHasThrownItAndNoOther() {
        assertFails(
                run(() -> {
                    throw new NoClassDefFoundError("gone");
                }),
                "java.lang.NoClassDefFoundError: gone");
        assertFails(run(StoreThreadsTest::endless), "StackOverflowError");
        assertThat(run(() -> 7).join()).isEqualTo(7);
    }

    private static int endless() {
        return endless() + 1;
    }

    @Test
    void anExceptionIsExplained() {
        assertFails(
                run(() -> {
                    throw new IOException("full");
                }),
                "explained: java.io.IOException: full");
    }

    @Test
    void aStageCompletesAlsoWhenNobodyCanExplainWhy() {
        CompletableFuture<Integer> stage = threads.<Integer>run(
                        () -> {
                            throw new IOException("full");
                        },
                        e -> {
                            throw new IllegalStateException("no words");
                        })
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS);
        assertThatThrownBy(stage::join).hasRootCauseMessage("full");
    }

    @Test
    void whatIsRepeatedIsRepeatedAlsoAfterItHasFailed() throws InterruptedException {
        CountDownLatch times = new CountDownLatch(3);
        var repeated = threads.repeat(
                () -> {
                    times.countDown();
                    throw new NoClassDefFoundError("gone");
                },
                1);
        assertThat(times.await(5, TimeUnit.MINUTES)).isTrue();
        repeated.cancel(false);
    }

    @Test
    void nothingIsTakenInWhenItIsClosed() {
        threads.close();
        assertThat(threads.isClosed()).isTrue();
        assertFails(run(() -> 7), "the store is closed");
    }
}
