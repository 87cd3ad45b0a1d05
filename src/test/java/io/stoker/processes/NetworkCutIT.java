package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.client.Clusters;
import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.task.EngineInfo;
import io.stoker.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two engines on another machine, and a cable between it and the controller's that breaks. */
class NetworkCutIT {
    private static final String ALONE = "the controller has not answered for 4 s";

    private static Network network;
    private static RealCluster cluster;
    private static Stoker stoker;
    private static TaskClient tc;

    @BeforeAll
    static void start() {
        network = new Network();
        cluster = new RealCluster();
        String here = network.hereAddress();
        List<String> controller = new ArrayList<>(
                RealCluster.command("controller", "--host", here, "--port", "0", "--management-port", "0"));
        controller.addAll(settings());
        cluster.run(controller);
        int port = cluster.connection().port();
        for (int i = 0; i < 2; i++) {
            List<String> engine = new ArrayList<>(
                    RealCluster.command("engine", "--host", network.thereAddress(), "--controller", here + ":" + port));
            engine.addAll(settings());
            cluster.run(network.there(engine));
        }
        stoker = cluster.connect(
                List.of(new Clusters.HostAndPort(here, port)),
                Map.of("stoker.allow-insecure-bind", true, "stoker.client.connect-timeout", "5m"));
        tc = stoker.taskClient();
        stoker.waitForEngines(2, SOON);
    }

    /** Half of the usual times, so that the test takes half as long. */
    private static List<String> settings() {
        return List.of(
                "-Dstoker.allow-insecure-bind=true",
                "-Dstoker.suspect-after=1500ms",
                "-Dstoker.down-after=2500ms",
                "-Dstoker.membership.lost-after=4s");
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            stoker.close();
            cluster.close();
            network.close();
        }
    }

    private static Map<Integer, String> instances() {
        Map<Integer, String> instances = new TreeMap<>();
        for (EngineInfo engine : stoker.engines(SOON)) {
            if (!engine.suspected()) {
                instances.put(engine.id(), engine.instance());
            }
        }
        return instances;
    }

    /** How often each engine has found itself alone. */
    private static List<Long> timesAlone() {
        return IntStream.of(1, 2)
                .mapToObj(n -> cluster.output(n)
                        .lines()
                        .filter(line -> line.contains(ALONE))
                        .count())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Network.Cut.class)
    void eachTaskHasOneResultAndTheEnginesComeBackAsWhoTheyWere(Network.Cut cut) {
        Map<Integer, String> before = instances();
        List<Long> alone = timesAlone();
        long running = tc.run(Task.of("sleep(6_000); r = 'ran'").pull("r"));
        await().atMost(SOON).until(() -> tc.queueStatus().pending() == 1);
        CompletableFuture<long[]> waiting = tc.runAllAsync(IntStream.range(0, 60)
                .mapToObj(i -> Task.of("sleep(10); r = x * 2").push("x", i).pull("r"))
                .toList());

        network.cut(cut);
        long[] ids = waiting.join();
        await().atMost(SOON).until(() -> {
            List<Long> now = timesAlone();
            return now.get(0) > alone.get(0) && now.get(1) > alone.get(1);
        });
        await().atMost(SOON).until(() -> instances().isEmpty());
        network.heal(cut);

        await().atMost(SOON).untilAsserted(() -> assertThat(instances()).isEqualTo(before));
        assertThat(tc.getTaskResult(running, SOON).get("r")).isEqualTo("ran");
        for (int i = 0; i < ids.length; i++) {
            assertThat(tc.getTaskResult(ids[i], SOON).get("r")).isEqualTo(2 * i);
        }
        assertThat(tc.queueStatus().scheduled() + tc.queueStatus().pending()).isZero();
    }
}
