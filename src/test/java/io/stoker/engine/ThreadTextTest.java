package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ThreadTextTest {

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task, "looked-at");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Test
    void shouldSayWhatAThreadWaitsForAndWhoHasIt() {
        Object lock = new Object();
        Thread waits;
        synchronized (lock) {
            waits = start(() -> {
                synchronized (lock) {
                    lock.notifyAll();
                }
            });
            await().until(() -> waits.getState() == Thread.State.BLOCKED);
            assertThat(ThreadText.of(waits))
                    .startsWith("BLOCKED on java.lang.Object@")
                    .contains(", which thread " + Thread.currentThread().getName() + " holds\n  at ");
        }
    }

    @Test
    void shouldShowTheTopOfAStackThatIsDeep() {
        CountDownLatch deep = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = start(() -> Deep.dive(700, deep, end));
        await().until(() -> deep.getCount() == 0 && thread.getState() == Thread.State.WAITING);
        String text = ThreadText.of(thread);
        end.countDown();
        assertThat(text.lines()).hasSize(1 + 80 + 1);
        assertThat(text).containsPattern("… and at least 9[12]\\d more frames$");
    }

    /** Through frames that are not the engine's, which would not be shown at the bottom. */
    private static final class Deep {
        static void dive(int depth, CountDownLatch deep, CountDownLatch end) {
            if (depth > 0) {
                Optional.of(depth).ifPresent(level -> dive(level - 1, deep, end));
                return;
            }
            deep.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void shouldLeaveOutTheFramesThatCallTheUsersCode() {
        Thread thread = start(new CountDownLatch(1)::countDown);
        Thread waits = start(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> waits.getState() == Thread.State.WAITING);
        assertThat(ThreadText.of(waits))
                .contains("CountDownLatch.await")
                .doesNotContain("io.stoker.engine", "java.lang.Thread.run");
        waits.interrupt();
        await().until(() -> !thread.isAlive());
        assertThat(ThreadText.of(thread)).isEmpty();
    }

    @Test
    void shouldLeaveOutTheFramesOfMethodHandles() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        MethodHandle await = MethodHandles.lookup()
                .findVirtual(CountDownLatch.class, "await", MethodType.methodType(void.class))
                .bindTo(latch);
        Thread waits = start(() -> {
            try {
                await.invokeWithArguments();
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        });
        await().until(() -> waits.getState() == Thread.State.WAITING);
        String text = ThreadText.of(waits);
        latch.countDown();
        assertThat(text).contains("CountDownLatch.await(CountDownLatch.java:").doesNotContain("java.lang.invoke");
    }
}
