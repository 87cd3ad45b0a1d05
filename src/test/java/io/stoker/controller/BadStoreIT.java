package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.Seeds;
import io.stoker.TestCluster;
import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.store.InjectedFaults;
import io.stoker.store.MemoryStore;
import io.stoker.task.EngineInfo;
import io.stoker.task.QueueStatus;
import io.stoker.task.Task;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The controller with a store whose commits fail, or succeed and seem to fail: it restarts from what the store has, and
 * nobody notices but by the time.
 */
class BadStoreIT {
    private static final Duration LONG = Duration.ofMinutes(5);

    @Test
    void nothingIsLostAndNothingDoubledWhenCommitsFailOrTheirAnswersAreLost() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        Seeds.each(2, seed -> failures.addAndGet(runWithFailures(seed)));
        assertThat(failures).hasPositiveValue();
    }

    /** Returns how many commits have failed. */
    private static int runWithFailures(long seed) {
        InjectedFaults faults = new InjectedFaults(new SplittableRandom(seed), 0.04, 0.04, 2);
        try (TestCluster cluster = TestCluster.start(2, Map.of(), new MemoryStore(faults), ControllerListener.NONE);
                Stoker stoker = cluster.connect(2)) {
            TaskClient tc = stoker.taskClient();
            for (int round = 0; round < 5; round++) {
                long[] ids = tc.runAll(
                        IntStream.range(0, 300).mapToObj(BadStoreIT::echo).toList(), LONG);
                assertThat(ids)
                        .isEqualTo(LongStream.range(round * 300L, round * 300L + 300)
                                .toArray());
                for (int i = 0; i < ids.length; i++) {
                    assertThat(tc.getTaskResult(ids[i], LONG).get("n")).isEqualTo(i);
                }
            }
            int failures = faults.failures();
            faults.clear();
            assertThat(tc.queueStatus()).isEqualTo(new QueueStatus(0, 0, 1_500, 0, 0, null));
            return failures;
        }
    }

    private static Task echo(int i) {
        return Task.of("").push("n", i).pull("n");
    }

    @Test
    void anUnexpectedExceptionRestartsTheControllerWithAllItsTasks() {
        AtomicInteger registrations = new AtomicInteger();
        ControllerListener failingOnce = new ControllerListener() {
            @Override
            public void registered(EngineInfo engine) {
                if (registrations.incrementAndGet() == 1) {
                    throw new IllegalStateException("a defect");
                }
            }
        };
        try (TestCluster cluster = TestCluster.start(0, Map.of(), new MemoryStore(), failingOnce);
                Stoker stoker = cluster.connect()) {
            TaskClient tc = stoker.taskClient();
            long[] ids =
                    tc.runAll(IntStream.range(0, 50).mapToObj(BadStoreIT::echo).toList(), LONG);
            cluster.addEngine();
            tc.barrier(LONG, ids);
            assertThat(tc.queueStatus().succeeded()).isEqualTo(50);
            assertThat(registrations).hasValueGreaterThan(1);
        }
    }
}
