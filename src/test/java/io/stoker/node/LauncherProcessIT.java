package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stoker.ProcessLogs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the children when the launcher's own JVM ends, one way or another. */
@Timeout(300)
class LauncherProcessIT {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final ClusterOptions OPTIONS = new ClusterOptions(
            1,
            1,
            new Listening("127.0.0.1", 0, ""),
            0,
            0,
            "64m",
            "64m",
            EngineClassPath.NONE,
            new GivenSettings(Map.of(), ""));

    @TempDir
    private Path folder;

    private Profile profile = new Profile(Path.of("unset"), "unset");
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void nameProfile() {
        profile = new Profile(folder, "test");
    }

    @AfterEach
    void stopAll() {
        stop();
        ProcessLogs.keep(folder);
    }

    @Test
    void shouldLeaveNoOrphansWhenItIsKilled() throws Exception {
        Process launcher = start(FakeCluster.command(folder, 2, ""));
        awaitPrinted("All 2 engines");
        List<ProcessHandle> all = processes();
        assertThat(all).hasSize(4);

        launcher.destroyForcibly();

        await().atMost(LONG).untilAsserted(() -> assertThat(all).noneMatch(PidFile::isRunning));
        assertThat(Files.readAllLines(folder.resolve("heard"))).contains("end of input");
        assertThat(stop()).isEqualTo(1);
        assertThat(printed)
                .hasToString("nothing is running under profile 'test' (in " + profile.folder() + ")"
                        + System.lineSeparator());
        assertThat(profile.folder()).isDirectoryNotContaining("glob:**.{pid,json}");
    }

    @Test
    void shouldEndEverythingInOrderOnASignal() throws Exception {
        Process launcher = start(FakeCluster.command(folder, 2, ""));
        awaitPrinted("All 2 engines");
        List<ProcessHandle> all = processes();

        launcher.destroy();

        assertThat(launcher.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(launcher.exitValue()).isEqualTo(128 + 15);
        assertThat(all).hasSize(4).noneMatch(PidFile::isRunning);
        assertThat(Files.readString(folder.resolve("out"))).contains("Stopping.", "Stopped: all processes have ended.");
        assertThat(profile.folder()).isDirectoryNotContaining("glob:**.{pid,json}");
    }

    @Test
    void shouldReturnWhenTheClusterCanBeUsedAndLeaveItBehind() throws Exception {
        Process parent = start(FakeCluster.command(folder, 2, "", "--detach"));
        assertThat(parent.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(parent.exitValue()).isZero();
        assertThat(Files.readString(folder.resolve("out")))
                .contains("can be used")
                .doesNotContain("@stoker");
        assertThat(profile.log(ProcessName.LAUNCHER))
                .content()
                .contains("@stoker")
                .doesNotContain("pa55word");

        await().atMost(LONG).untilAsserted(() -> assertThat(processes()).hasSize(4));
        List<ProcessHandle> all = processes();

        assertThat(stop()).isZero();
        assertThat(all).noneMatch(PidFile::isRunning);
        assertThat(printed.toString().lines().map(line -> line.replaceAll("[0-9]{2,}", "PID")))
                .containsExactly(
                        "ended launcher (pid PID)",
                        "ended controller (pid PID)",
                        "ended engine 0 (pid PID)",
                        "ended engine 1 (pid PID)");
    }

    @Test
    void shouldLeaveNothingWhenTheClusterDoesNotComeUp() {
        profile.create();
        PrintStream out = new PrintStream(printed, true);

        int code = Detached.start(detached("shy"), profile, OPTIONS, Duration.ofSeconds(5), out);

        assertThat(code).isEqualTo(1);
        assertThat(printed.toString()).contains("was not ready after 5.0 s", "the last lines of", "ended launcher");
        assertThat(processes()).isEmpty();
    }

    @Test
    void shouldRefuseASecondStartWhileTheLauncherOfTheFirstIsNotThereYet() throws Exception {
        profile.create();
        Path log = profile.log(ProcessName.LAUNCHER);
        Files.writeString(log, "of the first start");
        try (ProfileLock first = ProfileLock.take(profile, ProcessName.STARTER)) {
            Process second = start(FakeCluster.command(folder, 1, "", "--detach"));

            assertThat(second.waitFor(5, TimeUnit.MINUTES)).isTrue();

            assertThat(second.exitValue()).isEqualTo(1);
            assertThat(folder.resolve("out"))
                    .content()
                    .contains("profile 'test' is in use by starting launcher (pid "
                            + ProcessHandle.current().pid() + ")");
            assertThat(log).hasContent("of the first start");
            assertThat(processes()).isEmpty();
        }
    }

    @Test
    void shouldEndAStartThatIsUnderWay() throws Exception {
        Process parent = start(FakeCluster.command(folder, 1, "shy", "--detach"));
        awaitPrinted("engine 0    pid");
        List<ProcessHandle> all = processes();

        assertThat(stop()).isZero();

        assertThat(parent.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(printed.toString()).contains("ended starting launcher (pid " + parent.pid() + ")");
        assertThat(all).hasSize(3).noneMatch(PidFile::isRunning);
    }

    @Test
    void shouldStartAnotherEngineForOneThatEndedWhileNoFileCouldBeOpened() throws Exception {
        Path limiter = Path.of("/usr/bin/prlimit");
        assumeTrue(Files.isExecutable(limiter));
        Process launcher = start(FakeCluster.command(folder, 1, ""));
        awaitPrinted("can be used");
        ProcessHandle engine = profile.pidFile(ProcessName.engine(0)).readLive().orElseThrow();

        limitFiles(limiter, launcher, "4:");
        engine.destroyForcibly();
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(profile.log(ProcessName.engine(0)))
                        .content()
                        .contains("cannot find the processes that engine 0 has left behind"));
        limitFiles(limiter, launcher, "1024:");

        awaitPrinted("engine 0 has registered with id 1");
    }

    private static void limitFiles(Path limiter, Process process, String limit) throws Exception {
        Process limiting = new ProcessBuilder(limiter.toString(), "--pid", "" + process.pid(), "--nofile=" + limit)
                .inheritIO()
                .start();
        assertThat(limiting.waitFor()).isZero();
    }

    @Test
    void shouldLeaveNothingWhenASignalEndsTheWait() throws Exception {
        Process parent = start(FakeCluster.command(folder, 1, "shy", "--detach"));
        awaitPrinted("engine 0    pid");
        List<ProcessHandle> all = processes();

        parent.destroy();

        assertThat(parent.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(all).hasSize(3).noneMatch(PidFile::isRunning);
    }

    private ChildCommand detached(String engineMode) {
        return new ChildCommand(
                FakeCluster.command(folder, 1, engineMode, "--detach", "--detached"),
                new GivenSettings(Map.of(), ""),
                null);
    }

    private Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
    }

    private void awaitPrinted(String text) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(folder.resolve("out")).content().contains(text));
    }

    private List<ProcessHandle> processes() {
        return PidFiles.of(profile).stream()
                .flatMap(file -> file.readLive().stream())
                .toList();
    }

    private int stop() {
        return Stop.run(profile, new PrintStream(printed, true));
    }
}
