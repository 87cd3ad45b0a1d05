package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class StopTest {
    @TempDir
    private Path folder;

    private Profile profile = new Profile(Path.of("unset"), "unset");
    private final List<Process> processes = new ArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void createProfile() {
        profile = new Profile(folder, "test").create();
    }

    @AfterEach
    void killAll() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void shouldSayThatNothingRuns() {
        assertThat(stop(1)).isEqualTo("nothing is running under profile 'test' (in " + profile.folder() + ")");
    }

    @Test
    void shouldEndExactlyWhatThePidFilesName() throws Exception {
        Process ours = start("sleep 60");
        Process other = start("sleep 60");
        profile.pidFile(ProcessName.engine(3)).write(ours.toHandle());
        Instant longAgo = Instant.now().minusSeconds(3600);
        Files.writeString(profile.pidFile(ProcessName.CONTROLLER).path(), other.pid() + " " + longAgo);

        assertThat(stop()).isEqualTo("ended engine 3 (pid " + ours.pid() + ")");

        assertThat(hasEnded(ours)).isTrue();
        assertThat(other.isAlive()).isTrue();
        assertThat(profile.folder()).isDirectoryNotContaining("glob:**.pid");
    }

    @Test
    void shouldKillWhoIgnoresSigterm() throws Exception {
        Process deaf = start("trap '' TERM; while :; do read -t 1; done");
        profile.pidFile(ProcessName.CONTROLLER).write(deaf.toHandle());

        assertThat(stop()).isEqualTo("ended controller (pid " + deaf.pid() + ")");

        assertThat(hasEnded(deaf)).isTrue();
    }

    @Test
    void shouldTouchNothingOfAClusterThatRunsWhereItCannotReach() throws Exception {
        Process ours = start("sleep 60");
        Path launcher = profile.pidFile(ProcessName.LAUNCHER).path();
        ProcessName engine = ProcessName.loneEngine(new UUID(0, 7));
        Path lone = profile.pidFile(engine).path();
        FileChannel engineLives = profile.pidFile(engine).writeLocked();
        String pid = ours.pid() + " " + start(ours);
        Files.writeString(launcher, pid + " elsewhere/some-boot/pid:[1]\n");
        Files.writeString(
                lone, pid + " " + new ProcessSpace("here", ProcessSpace.here().boot(), "pid:[1]") + "\n");
        Files.writeString(profile.connectionFile(), "{}");
        try (ProfileLock held = ProfileLock.take(profile, ProcessName.LAUNCHER)) {
            assertThat(held).isNotNull();
            assertThat(stop(1))
                    .contains("launcher (pid " + ProcessHandle.current().pid() + ") uses profile 'test'")
                    .contains(engine + " (pid " + ours.pid() + " in another container or pid namespace")
                    .contains("cannot be ended from here");
            assertThat(List.of(launcher, lone, profile.connectionFile())).allMatch(Files::exists);
        }
        printed.reset();

        stop(1); // the launcher is gone without a word, so all but the engine of a person is

        assertThat(printed.toString()).contains(engine.toString()).doesNotContain("launcher");
        assertThat(List.of(launcher, profile.connectionFile())).noneMatch(Files::exists);
        assertThat(lone).exists();

        engineLives.close(); // as its container ends
        stop(1);

        assertThat(lone).doesNotExist();
        assertThat(ours.isAlive()).isTrue();
    }

    @Test
    void shouldKeepOthersFromTakingTheProfileWhileItRemovesWhatIsLeft() {
        List<Throwable> refused = new ArrayList<>();

        assertThat(ProfileLock.whileFree(
                        profile,
                        () -> refused.add(catchThrowable(() -> ProfileLock.take(profile, ProcessName.LAUNCHER)))))
                .isEmpty();

        // As another thread of the same JVM hears of it.
        assertThat(refused).singleElement().isInstanceOf(OverlappingFileLockException.class);
        ProfileLock.take(profile, ProcessName.LAUNCHER).close();
    }

    @Test
    void shouldEndALauncherWhosePidFileSomebodyHasRemoved() throws Exception {
        Process launcher = new ProcessBuilder(FakeCluster.command(folder, 1, "")).start();
        processes.add(launcher);
        Path pidFile = profile.pidFile(ProcessName.LAUNCHER).path();
        await().atMost(5, TimeUnit.MINUTES).until(() -> Files.exists(pidFile));
        Files.delete(pidFile);

        assertThat(stop()).startsWith("ended launcher (pid " + launcher.pid() + ")");

        assertThat(hasEnded(launcher)).isTrue();
    }

    private static String start(Process process) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        return "ticks:" + stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
    }

    @Test
    void shouldLeaveTheConnectionFileOfAClusterElsewhere() throws IOException {
        Files.writeString(profile.connectionFile(), "{}");
        stop(1);
        assertThat(profile.connectionFile()).exists();

        Files.writeString(profile.pidFile(ProcessName.CONTROLLER).path(), "1 1999-01-01T00:00:00Z");
        stop(1);
        assertThat(profile.connectionFile()).doesNotExist();
    }

    /** Java notices it a moment after the process is gone. */
    private static boolean hasEnded(Process process) throws InterruptedException {
        return process.waitFor(5, TimeUnit.MINUTES);
    }

    private Process start(String script) throws IOException {
        Process process = new ProcessBuilder("bash", "-c", script).start();
        processes.add(process);
        return process;
    }

    private String stop() {
        return stop(0);
    }

    private String stop(int code) {
        assertThat(Stop.run(profile, new PrintStream(printed, true))).isEqualTo(code);
        return printed.toString().strip();
    }
}
