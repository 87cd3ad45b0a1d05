package io.stoker.node;

import static org.awaitility.Awaitility.await;

import io.stoker.ProcessLogs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A launcher with children that only play their parts. */
@Timeout(300)
abstract class LauncherFixture {
    static final Duration LONG = Duration.ofMinutes(5);
    static final GivenSettings SETTINGS = new GivenSettings(Map.of("stoker.prelude", "a = 'pa55word'"), "");
    static final LauncherTimeouts TIMEOUTS = new LauncherTimeouts(LONG, LONG, LONG, LONG, LONG, LONG);

    @TempDir
    Path folder;

    Profile profile = new Profile(Path.of("unset"), "unset");
    final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    final List<Launcher> launchers = new ArrayList<>();
    int startsAtOnce = 1;
    int perNode = 1;

    @BeforeEach
    void nameProfile() {
        profile = new Profile(folder, "test");
    }

    @AfterEach
    void stopAll() {
        launchers.forEach(this::stop);
        ProcessLogs.keep(folder);
    }

    Launcher start(ChildCommands children, int engines, int port, LauncherTimeouts timeouts) {
        Launcher launcher = launcher(children, engines, port, timeouts);
        launcher.start();
        launchers.add(launcher);
        return launcher;
    }

    Launcher launcher(ChildCommands children, int engines, int port, LauncherTimeouts timeouts) {
        ClusterOptions options = new ClusterOptions(
                engines,
                perNode,
                new Listening("127.0.0.1", port, ""),
                0,
                0,
                "64m",
                "64m",
                EngineClassPath.NONE,
                SETTINGS);
        LauncherConsole console = new LauncherConsole(new PrintStream(printed, true)::println, profile, options, null);
        return new Launcher(profile, options, children, console, timeouts, startsAtOnce);
    }

    static void eventually(ThrowingRunnable assertion) {
        await().atMost(LONG).untilAsserted(assertion);
    }

    FakeChildren children(String controllerMode, String engineMode) {
        return new FakeChildren(folder, controllerMode, engineMode);
    }

    int stop(Launcher launcher) {
        return launcher.stop().orTimeout(30, TimeUnit.SECONDS).join();
    }

    int ended(Launcher launcher) {
        return launcher.ended().orTimeout(30, TimeUnit.SECONDS).join();
    }

    ProcessHandle engine(int place) {
        return process("engine-" + place);
    }

    ProcessHandle process(String name) {
        return new PidFile(profile.folder().resolve(name + ".pid")).readLive().orElseThrow();
    }

    List<String> pids() {
        return PidFiles.of(profile).stream()
                .map(file -> file.path().getFileName().toString())
                .toList();
    }

    /** The instance that was started last in a place. */
    String instanceInLog(int place) {
        return instanceInLog(ProcessName.engine(place));
    }

    String instanceInLog(ProcessName engines) {
        return LogTail.of(profile.log(engines))
                .lines()
                .filter(line -> line.contains("--- instance "))
                .reduce("", (before, line) -> line.substring(line.indexOf("instance ") + 9));
    }

    String printed() {
        return printed.toString();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
