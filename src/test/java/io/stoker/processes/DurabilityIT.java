package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.Seeds;
import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.node.ConnectionInfo;
import io.stoker.task.StokerException;
import io.stoker.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What a ledger on disk promises when everything is killed with kill -9. */
class DurabilityIT {
    private static Task doubled(int i) {
        return Task.of("sleep(2); r = x * 2").push("x", i).pull("r");
    }

    @Test
    void whatWasAcceptedAndWhatWasSeenOutliveTheDeathOfEverythingAtOnce() throws Exception {
        Map<Long, Integer> accepted = new TreeMap<>();
        Map<Long, Object> seen = new TreeMap<>();
        try (RealCluster cluster = new RealCluster()) {
            Seeds.each(1, seed -> {
                SplittableRandom random = new SplittableRandom(seed);
                Process launcher = start(cluster);
                ConnectionInfo old = accepted.isEmpty() ? null : cluster.connection();
                await().atMost(SOON)
                        .until(() -> old == null || cluster.connection().pid() != old.pid());
                submitUntilAllIsKilled(cluster, launcher, random, accepted, seen);
            });
            start(cluster);
            long lastPid = cluster.connection().pid();
            await().atMost(SOON).until(() -> cluster.connection().pid() != lastPid || isAlive(lastPid));
            try (Stoker stoker = cluster.connect()) {
                stoker.waitForEngines(1, SOON);
                TaskClient tc = stoker.taskClient();
                assertThat(accepted).isNotEmpty();
                accepted.forEach(
                        (id, x) -> assertThat(tc.getTaskResult(id, SOON).get("r"))
                                .as("task %s", id)
                                .isEqualTo(2 * x));
                seen.forEach((id, value) ->
                        assertThat(tc.getTaskResult(id, SOON).get("r")).isEqualTo(value));
            }
        }
    }

    /** Whose engine was killed with it is not waited for. */
    private static Process start(RealCluster cluster) {
        return cluster.start(
                "cluster", "-n", "1", "--port", "0", "--management-port", "0", "-Dstoker.reclaim-after=2s");
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static void submitUntilAllIsKilled(
            RealCluster cluster,
            Process launcher,
            SplittableRandom random,
            Map<Long, Integer> accepted,
            Map<Long, Object> seen) {
        AtomicBoolean killed = new AtomicBoolean();
        int most = 50 + random.nextInt(150);
        try (Stoker stoker = cluster.connect()) {
            TaskClient tc = stoker.taskClient();
            for (int i = 0; i < most; i++) {
                int x = random.nextInt(1_000_000);
                long id = tc.run(doubled(x), SOON);
                accepted.put(id, x);
                if (i % 10 == 9) {
                    seen.put(id, tc.getTaskResult(id, SOON).get("r"));
                }
            }
            List<CompletableFuture<Long>> underWay = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int x = random.nextInt(1_000_000);
                underWay.add(tc.runAsync(doubled(x)).whenComplete((id, failure) -> {
                    if (failure == null) {
                        synchronized (accepted) {
                            accepted.put(id, x);
                        }
                    }
                }));
            }
            killAll(launcher);
            killed.set(true);
        } catch (StokerException e) {
            // What was under way when all died has no answer, and is not counted upon.
            assertThat(killed).as("died too early: %s", e).isTrue();
        }
    }

    private static void killAll(Process launcher) {
        List<ProcessHandle> all = new ArrayList<>(launcher.descendants().toList());
        all.add(0, launcher.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        await().atMost(SOON).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }
}
