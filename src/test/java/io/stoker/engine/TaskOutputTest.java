package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.kernel.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whose output it is that threads print which their task has not started, or has left behind. */
@Timeout(300)
class TaskOutputTest {
    private final TaskThreads threads = new TaskThreads(true, UserProcesses.none());
    private final List<ExecutorService> pools = new ArrayList<>();

    /** What a task does. */
    private interface Source {
        void run() throws Exception;
    }

    private record Printed(String out) {}

    @AfterEach
    void shutDown() {
        pools.forEach(ExecutorService::shutdownNow);
    }

    @Test
    void theCommonPoolPrintsForTheTaskThatRuns() throws Exception {
        busyWorkers(2).forEach(ForkJoinTask::join); // so that the pool has threads of others
        for (int i = 0; i < 3; i++) {
            assertThat(task(() -> busyWorkers(2).forEach(ForkJoinTask::join)).out())
                    .isEqualTo("workwork");
        }
    }

    @Test
    void whatATaskLeavesInTheCommonPoolPrintsForNoOther() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch runs = new CountDownLatch(1);
        List<ForkJoinTask<?>> left = new ArrayList<>();
        task(() -> left.add(ForkJoinPool.commonPool().submit(() -> {
            runs.countDown();
            over.await();
            System.out.print("from the first");
            return null;
        })));
        runs.await();
        assertThat(task(() -> {
                            over.countDown();
                            left.get(0).join();
                        })
                        .out())
                .isEmpty();
    }

    @Test
    void anEngineThatSharesItsJvmHearsNothingOfTheCommonPool() throws Exception {
        CompletableFuture<Thread> found = new CompletableFuture<>();
        ForkJoinPool.commonPool().execute(() -> found.complete(Thread.currentThread()));
        Thread worker = found.get();
        Awaitility.await().until(() -> ForkJoinPool.commonPool().isQuiescent());
        assertThat(new TaskThreads().helpers().test(worker)).isFalse();
        assertThat(new TaskThreads(true, UserProcesses.none()).helpers().test(worker))
                .isTrue();
    }

    @Test
    void aPoolThatATaskHasLeftPrintsForTheTaskThatUsesIt() throws Exception {
        ExecutorService pool = poolOfATask();
        assertThat(task(() -> print(pool, "first")).out()).isEqualTo("first");
        awaitIdle();
        assertThat(task(() -> print(pool, "second")).out()).isEqualTo("second");
    }

    @Test
    void aThreadThatIsStartedInSuchAPoolPrintsForTheSameTask() throws Exception {
        ExecutorService pool = poolOfATask();
        task(() -> print(pool, "first"));
        awaitIdle();
        assertThat(task(() -> pool.submit(() -> {
                                    Thread child = new Thread(() -> System.out.print("child"));
                                    child.start();
                                    child.join();
                                    return null;
                                })
                                .get())
                        .out())
                .isEqualTo("child");
    }

    @Test
    void aThreadThatIsBusyStillPrintsForNoOtherTask() throws Exception {
        ExecutorService pool = poolOfATask();
        Phaser turn = new Phaser(2);
        task(() -> {
            pool.execute(() -> {
                turn.arriveAndAwaitAdvance();
                System.out.print("from the first");
                turn.arriveAndAwaitAdvance();
            });
        });
        assertThat(task(() -> {
                            turn.arriveAndAwaitAdvance();
                            turn.arriveAndAwaitAdvance();
                        })
                        .out())
                .isEmpty();
    }

    @Test
    void aPoolThatBeginsThingsByTheClockPrintsForNoOtherTask() throws Exception {
        task(() -> pools.add(Executors.newScheduledThreadPool(1)));
        ScheduledExecutorService pool = (ScheduledExecutorService) pools.get(0);
        CountDownLatch once = new CountDownLatch(1);
        task(() -> {
            pool.schedule(once::countDown, 0, TimeUnit.SECONDS);
            once.await();
        });
        assertThat(task(() -> pool.schedule(() -> System.out.print("tick"), 1, TimeUnit.MILLISECONDS)
                                .get())
                        .out())
                .isEmpty();
    }

    /** Its threads are the task's, whoever has them started. */
    private ExecutorService poolOfATask() throws Exception {
        task(() -> pools.add(Executors.newFixedThreadPool(1)));
        return pools.get(0);
    }

    private static void print(ExecutorService pool, String text) throws Exception {
        pool.submit(() -> System.out.print(text)).get();
    }

    private void awaitIdle() {
        Awaitility.await().until(() -> threads.alive().stream().allMatch(PoolThreads::isIdle));
    }

    /** All of these run at the same time, so that each has a worker. */
    private static List<ForkJoinTask<?>> busyWorkers(int most) {
        int workers = Math.min(most, ForkJoinPool.getCommonPoolParallelism());
        CountDownLatch together = new CountDownLatch(workers);
        List<ForkJoinTask<?>> tasks = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            tasks.add(ForkJoinPool.commonPool().submit(() -> {
                together.countDown();
                together.await();
                System.out.print("work");
                return null;
            }));
        }
        return tasks;
    }

    /** Runs it as a task is, on a thread of its own. */
    private Printed task(Source source) throws Exception {
        Printed[] printed = new Printed[1];
        Exception[] thrown = new Exception[1];
        Thread thread = new Thread(threads, () -> {
            Predicate<Thread> helpers = threads.helpers();
            try (Output.Capture output = Output.capture(helpers)) {
                source.run();
                printed[0] = new Printed(output.stdout());
            } catch (Exception e) {
                thrown[0] = e;
            }
        });
        thread.start();
        thread.join();
        if (thrown[0] != null) {
            throw thrown[0];
        }
        return printed[0];
    }
}
