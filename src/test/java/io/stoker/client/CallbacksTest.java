package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.LoneCluster;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class CallbacksTest {
    private final Callbacks callbacks = new Callbacks();
    private final List<Integer> done = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        callbacks.close();
    }

    private void awaitDone(int count) {
        await().atMost(LoneCluster.LONG).until(() -> done.size() == count);
    }

    @Test
    void callbacksRunInOrder() {
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            callbacks.execute(() -> done.add(number));
        }
        awaitDone(10_000);
        assertThat(done).isSorted();
    }

    @Test
    void oneThatWaitsForALaterOneDoesNotWaitForEver() {
        CountDownLatch later = new CountDownLatch(1);
        callbacks.execute(() -> {
            try {
                later.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            done.add(1);
        });
        callbacks.execute(() -> done.add(2));
        callbacks.execute(later::countDown);
        awaitDone(2);
        assertThat(done).containsExactly(2, 1);
    }

    @Test
    void manyThatWaitForEachOtherAllGetAThread() {
        Phaser all = new Phaser(50);
        for (int i = 0; i < 50; i++) {
            int number = i;
            callbacks.execute(() -> {
                all.arriveAndAwaitAdvance();
                done.add(number);
            });
        }
        awaitDone(50);
        callbacks.execute(() -> done.add(50));
        awaitDone(51);
    }

    @Test
    void whatACallbackThrowsHarmsNoOther() {
        callbacks.execute(() -> {
            throw new AssertionError("meant");
        });
        callbacks.execute(() -> done.add(1));
        awaitDone(1);
    }

    @Test
    void whatCameBeforeTheEndIsRunAndWhatComesAfterItTooOnTheThreadThatBringsIt() {
        callbacks.execute(() -> done.add(1));
        callbacks.close();
        awaitDone(1);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        callbacks.execute(() -> threads.add(Thread.currentThread()));
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void callbacksOfManyThreadsRunEachOnce() throws InterruptedException {
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(t -> new Thread(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        int number = t * 5_000 + i;
                        callbacks.execute(() -> done.add(number));
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        awaitDone(40_000);
        assertThat(done).doesNotHaveDuplicates();
    }

    /** Threads of which those between two numbers cannot be started, as if the system had none left. */
    static ThreadFactory threadsBut(int first, int last) {
        AtomicInteger made = new AtomicInteger();
        return work -> {
            int number = made.incrementAndGet();
            return number < first || number > last
                    ? Callbacks.thread(work)
                    : new Thread(work) {
                        @Override
                        public void start() {
                            throw new OutOfMemoryError("unable to create native thread");
                        }
                    };
        };
    }

    @Test
    void whatThereIsNoThreadForWaitsForOne() {
        try (Callbacks scarce = new Callbacks(threadsBut(1, 2))) {
            scarce.execute(() -> done.add(1));
            awaitDone(1);
        }
    }

    @Test
    void nothingIsLostIfNoThreadCanWatchTheOneThatRuns() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(1);
        try (Callbacks scarce = new Callbacks(threadsBut(2, 4))) {
            scarce.execute(() -> {
                begun.countDown();
                awaitUninterruptibly(all);
                done.add(0);
            });
            awaitUninterruptibly(begun);
            for (int i = 1; i < 100; i++) {
                int number = i;
                scarce.execute(() -> done.add(number));
            }
            all.countDown();
            awaitDone(100);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
