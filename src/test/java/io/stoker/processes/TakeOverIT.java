package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.client.Clusters;
import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.node.ConnectionInfo;
import io.stoker.store.sql.PostgresServer;
import io.stoker.store.sql.PostgresqlSettings;
import io.stoker.task.EventId;
import io.stoker.task.EventKind;
import io.stoker.task.EventQuery;
import io.stoker.task.StokerEvent;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import io.stoker.trust.Credentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Two controllers in processes of their own, on one ledger in PostgreSQL. The profile of the first has the keys; the
 * second one and its engine, as on another machine, have a join file each.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // each begins with the controllers that the last one has left
class TakeOverIT {
    private static final int LARGE = 10_000_000;

    private static RealCluster one;
    private static RealCluster other;
    private static PostgresqlSettings database;
    private static Process first;
    private static Process second;
    private static Path controllerFile;
    private static Path engineFile;

    @BeforeAll
    static void start() throws InterruptedException {
        one = new RealCluster();
        other = new RealCluster();
        database = PostgresServer.shared().database();
        first = controller(one, "--port", "0");
        // The first one has the lease before the second one comes.
        await().atMost(SOON).until(() -> one.output(0).contains("serving ledger"));
        assertThat(one.connection().ledger()).isEqualTo(database.place());
        controllerFile = joinFile("controller");
        engineFile = joinFile("engine");
        second = controller(other, "--port", "0", "--join", controllerFile.toString());
        String both = one.connection().controller() + "," + other.connection().controller();
        one.start("engine", "--controller", both);
        other.start("engine", "--controller", both, "--join", engineFile.toString());
    }

    private static Path joinFile(String role) throws InterruptedException {
        Path file = one.home().resolve(role + ".join");
        Process process = one.start("join-token", "--role", role, "--ttl", "2h", "--out", file.toString());
        assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(file).exists();
        return file;
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    private static Process controller(RealCluster cluster, String... more) {
        cluster.set(Map.of("stoker.postgresql.password", database.password()));
        List<String> arguments = new ArrayList<>(List.of(
                "controller",
                "--management-port",
                "0",
                "-Dstoker.ledger=postgresql",
                "-Dstoker.postgresql.url=" + database.url(),
                "-Dstoker.postgresql.lease=4s"));
        arguments.addAll(List.of(more));
        return cluster.start(arguments.toArray(String[]::new));
    }

    private static Stoker connect() {
        List<Clusters.HostAndPort> both = List.of(address(one.connection()), address(other.connection()));
        Stoker stoker = one.connect(both, Map.of("stoker.client.connect-timeout", "5m"));
        stoker.waitForEngines(2, SOON);
        return stoker;
    }

    private static Clusters.HostAndPort address(ConnectionInfo connection) {
        return new Clusters.HostAndPort(connection.host(), connection.port());
    }

    private static List<Task> doubled(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Task.of("sleep(10); r = x * 2").push("x", i).pull("r"))
                .toList();
    }

    private static void assertDoubled(TaskClient tc, long[] ids) {
        for (int i = 0; i < ids.length; i++) {
            assertThat(tc.getTaskResult(ids[i], SOON).get("r")).isEqualTo(2 * i);
        }
    }

    /** Everything was told once, from the first controller's first commit to the last of the one that serves now. */
    private static void assertWhole(EventReader live, TaskClient tc) {
        long total = tc.queueStatus().total();
        await().atMost(SOON).until(() -> live.ended() == total);
        assertThat(live.failures).isEmpty();
        assertThat(live.events).extracting(StokerEvent::id).isSorted().doesNotHaveDuplicates();
        for (EventKind kind : List.of(EventKind.ACCEPTED, EventKind.ENDED)) {
            List<Long> all = LongStream.range(0, total).boxed().toList();
            assertThat(live.tasks(kind)).as(kind.word()).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    /** Over HTTP the one that serves goes on behind the first of these, which another one has told. */
    private static void assertGoesOn(RealCluster cluster, List<StokerEvent> events) throws IOException {
        URL url = new URL("http://127.0.0.1:" + cluster.connection().managementPort() + "/api/v1/events");
        URLConnection call = url.openConnection(Proxy.NO_PROXY);
        String token = Files.readString(cluster.home().resolve("default/tokens/read"));
        call.setRequestProperty("Authorization", "Bearer " + token.strip());
        call.setRequestProperty("Last-Event-ID", events.get(0).id().toString());
        call.setReadTimeout((int) SOON.toMillis());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(call.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> ids = lines.lines()
                    .filter(line -> line.startsWith("id: "))
                    .map(line -> line.substring(4))
                    .limit(events.size() - 1L)
                    .toList();
            assertThat(ids)
                    .containsExactlyElementsOf(events.stream()
                            .skip(1)
                            .map(event -> event.id().toString())
                            .toList());
        }
    }

    @Test
    @Order(1)
    void oneThatWasFrozenNeitherWritesNorDispatchesWhenItWakesUpAndStandsBy() {
        try (Stoker stoker = connect()) {
            TaskClient tc = stoker.taskClient();
            long[] before = tc.runAll(doubled(60), SOON);

            RealCluster.signal("STOP", first.toHandle());
            long[] meanwhile = tc.runAll(doubled(60), SOON);
            await().atMost(SOON).until(() -> other.output(0).contains("serving ledger"));
            RealCluster.signal("CONT", first.toHandle());

            await().atMost(SOON).until(() -> one.output(0).contains("this controller no longer serves"));
            assertDoubled(tc, before);
            assertDoubled(tc, meanwhile);
            await().atMost(SOON).until(() -> one.output(0).contains("this one stands by"));
            assertThat(tc.queueStatus().succeeded()).isEqualTo(120);
        }
    }

    @Test
    @Order(2)
    void whenTheOneThatServesIsKilledTheOtherTakesOverAgainWithAllTasksResultsValuesAndEvents() throws Exception {
        try (Stoker stoker = connect()) {
            TaskClient tc = stoker.taskClient();
            byte[] bytes = new byte[LARGE];
            bytes[LARGE - 1] = 7;
            long large = tc.run(Task.of("b = a").push("a", bytes).pull("b"), SOON);
            tc.barrier(SOON, large);
            long running = tc.run(Task.of("sleep(8_000); done = id").pull("done"));
            await().atMost(SOON).until(() -> tc.queueStatus().pending() == 1);
            CompletableFuture<TaskResult> waiting = tc.getTaskResultAsync(running);
            EventReader live = new EventReader();
            stoker.events(EventQuery.all().after(EventId.START)).subscribe(live);
            long[] ids = tc.runAll(doubled(150), SOON);
            await().atMost(SOON).until(() -> live.tasks(EventKind.ACCEPTED).contains(ids[0]));
            int seen = live.events.size();

            second.destroyForcibly();

            assertThat(tc.run(Task.of("after = 1"), SOON)).isEqualTo(ids[ids.length - 1] + 1);
            assertDoubled(tc, ids);
            assertThat(waiting.join().attempts()).hasSize(1);
            assertThat(tc.getTaskResult(large, SOON).get("b")).isEqualTo(bytes);
            assertThat(one.output(0)).containsSubsequence("serving ledger", "this one stands by", "serving ledger");
            assertWhole(live, tc);
            List<StokerEvent> all = List.copyOf(live.events);
            assertGoesOn(one, all.subList(seen - 1, all.size()));
        }
    }

    @Test
    @Order(3)
    void oneThatIsStartedAgainByItsJoinFileTakesOverFromTheOneThatHasTheKeysAndKeepsItsOwnListOfRevoked()
            throws Exception {
        String port = String.valueOf(other.connection().port());
        int again = other.started();
        controller(other, "--port", port, "--join", controllerFile.toString(), "-D", "stoker.reclaim-after=5m");
        await().atMost(SOON).until(() -> other.output(again).contains("this one stands by"));
        try (Stoker stoker = connect()) {
            TaskClient tc = stoker.taskClient();
            long running = tc.run(Task.of("sleep(8_000); done = id").pull("done"));
            await().atMost(SOON).until(() -> tc.queueStatus().pending() == 1);
            CompletableFuture<TaskResult> waiting = tc.getTaskResultAsync(running);
            long[] ids = tc.runAll(doubled(60), SOON);

            first.destroyForcibly();

            assertThat(tc.run(Task.of("after = 1"), SOON)).isEqualTo(ids[ids.length - 1] + 1);
            assertDoubled(tc, ids);
            assertThat(waiting.join().attempts()).hasSize(1);
            assertThat(other.output(again)).contains("serving ledger");
            assertThat(other.home().resolve("default/keys/authority.key")).doesNotExist();

            stoker.waitForEngines(2, SOON);
            String serial = Credentials.read(engineFile).identity().serial();
            int code = other.start("revoke", serial, "--unknown").waitFor();
            assertThat(code).isZero();
            await().atMost(SOON).until(() -> stoker.engines(SOON).size() == 1);
            assertThat(other.output(again)).contains("is expelled from the cluster: its certificate is revoked");
        }
    }
}
