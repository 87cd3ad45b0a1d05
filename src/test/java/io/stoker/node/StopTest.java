package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
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
        assertThat(stop()).isEqualTo("nothing is running under profile 'test'");
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
    void shouldLeaveTheConnectionFileOfAClusterElsewhere() throws IOException {
        Files.writeString(profile.connectionFile(), "{}");
        stop();
        assertThat(profile.connectionFile()).exists();

        Files.writeString(profile.pidFile(ProcessName.CONTROLLER).path(), "1 1999-01-01T00:00:00Z");
        stop();
        assertThat(profile.connectionFile()).doesNotExist();
    }

    /** Java notices it a moment after the process is gone. */
    private static boolean hasEnded(Process process) throws InterruptedException {
        return process.waitFor(10, TimeUnit.SECONDS);
    }

    private Process start(String script) throws IOException {
        Process process = new ProcessBuilder("bash", "-c", script).start();
        processes.add(process);
        return process;
    }

    private String stop() {
        assertThat(Stop.run(profile, new PrintStream(printed, true))).isZero();
        return printed.toString().strip();
    }
}
