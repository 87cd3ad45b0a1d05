package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.client.Stoker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands over HTTP, as processes, against a cluster of processes. */
@Timeout(600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandLineIT {
    private static final int LAST = Integer.MAX_VALUE;

    private static RealCluster cluster;
    private static Process launcher;

    @TempDir
    private Path folder;

    /** What a command has printed on both streams, and its exit code. */
    private record Ended(int code, String output) {}

    @BeforeAll
    static void start() throws Exception {
        cluster = new RealCluster();
        launcher = cluster.start("cluster", "-n", "1", "--port", "0", "--management-port", "0");
        cluster.connection();
        assertThat(run("run", "started = true", "--wait").code()).isZero();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static Ended run(String... words) throws InterruptedException {
        int number = cluster.started();
        int code = cluster.start(words).waitFor();
        return new Ended(code, cluster.output(number));
    }

    private static long submitted(String... words) throws InterruptedException {
        Ended ended = run(words);
        assertThat(ended.code()).as(ended.output()).isZero();
        return Long.parseLong(ended.output().strip());
    }

    @Test
    void shouldRunATaskAndBringWhatItPrintsAndPulls() throws Exception {
        Ended ended =
                run("run", "c = a * b; println 'hello'", "--push", "a=6", "--push", "b=7", "--pull", "c", "--wait");

        assertThat(ended).isEqualTo(new Ended(0, "hello\nc = 42\n"));
    }

    @Test
    void shouldTellByItsCodeHowATaskStandsAndEnds() throws Exception {
        long running = submitted("run", "new java.util.concurrent.CountDownLatch(1).await()");
        Ended early = run("result", String.valueOf(running));
        assertThat(early.code()).isEqualTo(4);
        assertThat(early.output()).startsWith("stoker: task " + running + " has not ended: it is ");

        Ended aborted = run("abort", "--interrupt", String.valueOf(running), "999999");
        assertThat(aborted.code()).isEqualTo(5);
        assertThat(aborted.output())
                .contains("task " + running + " is ", "stoker: there is no task with the id 999999\n");

        Ended end = run("result", String.valueOf(running), "--timeout", "5m");
        assertThat(end.code()).isEqualTo(3);
        assertThat(end.output()).startsWith("stoker: task " + running + " was aborted");
        Ended failed = run("run", "throw new IllegalStateException('no')", "--wait");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.output())
                .contains("has failed: java.lang.IllegalStateException: no")
                .doesNotContain("\tat ");
    }

    @Test
    void shouldAcceptTheSameSubmissionOnce() throws Exception {
        long first = submitted("run", "a = 1", "--key", "CommandLineIT-once");

        assertThat(submitted("run", "a = 1", "--key", "CommandLineIT-once")).isEqualTo(first);
        Ended other = run("run", "a = 2", "--key", "CommandLineIT-once");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.output()).startsWith("stoker: the key 'CommandLineIT-once' was used before");
    }

    @Test
    void shouldListEnginesAndTellHowTheClusterStands() throws Exception {
        Ended engines = run("engines");
        assertThat(engines.code()).isZero();
        assertThat(engines.output().lines()).hasSize(2).last().asString().matches(" 0 .* akka://stoker@127.0.0.1:\\d+");
        assertThat(run("engines", "7").code()).isEqualTo(5);

        Ended status = run("status", "--json");
        assertThat(status.code()).isZero();
        assertThat(status.output())
                .startsWith("{\"profile\":\"default\",")
                .contains(
                        "\"url\":\"" + cluster.connection().managementUrl() + "\"",
                        "\"engines\":1,\"silent\":0,\"clients\":");
    }

    @Test
    void shouldReachAClusterByItsAddressAndAToken() throws Exception {
        String url = cluster.connection().managementUrl();
        Path tokens = cluster.home().resolve("default/tokens");
        Path wrong = Files.createFile(
                folder.resolve("wrong"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));

        String[] read = {"--url", url, "--token", tokens.resolve("read").toString()};
        assertThat(run(with(read, "engines")).code()).isZero();
        Ended submitting = run(with(read, "run", "a = 1"));
        assertThat(submitting.code()).isEqualTo(6);
        assertThat(submitting.output()).startsWith("stoker: ").contains("submit");
        Files.writeString(wrong, "wrong");
        Ended refused = run("engines", "--url", url, "--token", wrong.toString());
        assertThat(refused.code()).isEqualTo(6);
        assertThat(refused.output()).contains("token").doesNotContain("wrong");
    }

    private static String[] with(String[] more, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void shouldFindNothingWrongWithAClusterThatWorks() throws Exception {
        Ended doctor = run("doctor");

        assertThat(doctor.output().lines()).allMatch(line -> line.matches("(ok|note) .*|problem +(files|disk) .*"));
        assertThat(doctor.output())
                .contains(
                        "is ready\n",
                        "ok       clock ",
                        "ok       engines      1, which",
                        "ok       versions     the controller and all engines are Stoker ",
                        "ok       controller ");
        assertThat(doctor.code()).isEqualTo(doctor.output().contains("problem ") ? 1 : 0);
    }

    @Test
    void shouldShowTheEndOfALog() throws Exception {
        Ended log = run("logs", "-n", "1000", "controller");

        assertThat(log.code()).isZero();
        assertThat(log.output().lines())
                .isNotEmpty()
                .isSubsetOf(cluster.log("controller").lines().toList())
                .anyMatch(line -> line.contains("serving ledger "));
    }

    @Test
    void shouldWatchOnTheWholeScreenAndRestoreIt() throws Exception {
        try (Tmux terminal = new Tmux(cluster.home(), RealCluster.command("watch"))) {
            terminal.awaitMatch("stoker  http://127.0.0.1:\\d+  20\\d\\d-");
            terminal.awaitMatch("tasks +\\d+ pending");
            terminal.press("C-c");
            terminal.awaitText("ended with code 130");
            assertThat(terminal.screen()).doesNotContain(" pending");
        }
    }

    @Test
    @Order(LAST - 1)
    void shouldWaitThroughARestartOfTheController() throws Exception {
        String source = "new File('" + folder.resolve("begun") + "').createNewFile();" + "f = new File('"
                + folder.resolve("go") + "'); while (!f.exists()) { sleep 50 }; c = 17";
        int number = cluster.started();
        Process waiting = cluster.start("run", source, "--pull", "c", "--wait");
        long pid = cluster.connection().pid();
        await().atMost(SOON).until(() -> Files.exists(folder.resolve("begun")));

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().atMost(SOON).until(() -> isServedByAnother(pid));
        Files.writeString(folder.resolve("go"), "");

        assertThat(waiting.waitFor()).isZero();
        assertThat(cluster.output(number)).endsWith("c = 17\n");
    }

    @Test
    @Order(LAST)
    void shouldLeaveNoProcessBehindWhenTheLauncherIsKilled() {
        LeftProcess left;
        try (Stoker stoker = cluster.connect()) {
            left = LeftProcess.by(stoker);
        }
        List<ProcessHandle> children = launcher.descendants().toList();
        assertThat(children).hasSizeGreaterThanOrEqualTo(2);

        launcher.destroyForcibly();

        await().atMost(SOON).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        left.assertEnded();
        assertThat(cluster.log("controller") + cluster.log("engine-0")).doesNotContain("could not be closed");
    }

    private static boolean isServedByAnother(long pid) throws IOException {
        Matcher found = Pattern.compile("\"pid\":(\\d+)")
                .matcher(Files.readString(cluster.home().resolve("default/connection.json")));
        return found.find() && Long.parseLong(found.group(1)) != pid;
    }
}
