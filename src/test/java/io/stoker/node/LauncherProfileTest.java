package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a launcher makes of its profile, and of what others have left there. */
class LauncherProfileTest extends LauncherFixture {

    @Test
    void shouldEndWhenItsProfileIsReplacedAndLeaveTheNewOneAlone() throws IOException {
        Launcher launcher = start(children("", ""), 1, 0, TIMEOUTS);
        eventually(() -> assertThat(printed()).contains("can be used"));
        List<ProcessHandle> processes = List.of(process("controller"), engine(0));
        Files.move(profile.folder(), folder.resolve("removed"));
        profile.create();
        List<Path> others = Stream.of("connection.json", "processes.mark", "launcher.pid", "controller.pid")
                .map(profile.folder()::resolve)
                .toList();
        for (Path other : others) {
            Files.writeString(other, "another cluster's");
        }

        processes.get(1).destroyForcibly();

        assertThat(ended(launcher)).isEqualTo(1);
        assertThat(printed()).contains("test was removed or replaced. Ending the cluster.");
        assertThat(processes).noneMatch(PidFile::isRunning);
        assertThat(others).allMatch(Files::exists);
    }

    @Test
    void shouldRefuseASecondClusterUnderOneProfile() {
        start(children("", ""), 0, 0, TIMEOUTS);

        assertThatThrownBy(() -> start(children("", ""), 0, 0, TIMEOUTS))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("profile 'test' is in use by launcher (pid "
                        + ProcessHandle.current().pid() + ")")
                .hasMessageContaining("scripts/stoker --profile test stop");
    }

    @Test
    void shouldTouchNothingOfTheClusterThatKeptItFromStarting() throws IOException {
        start(children("", ""), 1, 0, TIMEOUTS);
        eventually(() -> assertThat(printed()).contains("can be used"));
        Map<Path, String> before = files();
        Launcher second = launcher(children("", ""), 0, 0, TIMEOUTS);
        assertThatThrownBy(second::start).isInstanceOf(NodeException.class);

        assertThat(stop(second)).isZero();

        assertThat(files()).isEqualTo(before).containsKey(profile.connectionFile());
        assertThat(engine(0).isAlive()).isTrue();
    }

    @Test
    void shouldStartNothingWhenItWasStoppedBefore() {
        Launcher launcher = launcher(children("", ""), 1, 0, TIMEOUTS);
        assertThat(stop(launcher)).isZero();

        launcher.start();

        assertThat(profile.folder()).doesNotExist();
        assertThat(ended(launcher)).isZero();
    }

    @Test
    void shouldTouchNothingOfAClusterWhoseProcessesItCannotSee() throws IOException {
        start(children("", ""), 1, 0, TIMEOUTS);
        eventually(() -> assertThat(printed()).contains("can be used"));
        for (String name : List.of("launcher.pid", "controller.pid", "engine-0.pid")) {
            Path file = profile.folder().resolve(name);
            Files.writeString(file, Files.readString(file).replaceFirst("pid:\\[", "pid:[9"));
        }
        Map<Path, String> before = files();

        assertThatThrownBy(() -> start(children("", ""), 0, 0, TIMEOUTS))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("profile 'test' is in use by launcher");

        assertThat(files()).isEqualTo(before);
    }

    private Map<Path, String> files() throws IOException {
        Map<Path, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(profile.folder())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file, Files.readString(file));
            }
        }
        return files;
    }

    @Test
    void shouldRefuseAPortThatIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = other.getLocalPort();
            assertThatThrownBy(() -> start(children("", ""), 0, port, TIMEOUTS))
                    .isInstanceOf(NodeException.class)
                    .hasMessageContaining("127.0.0.1:" + port)
                    .hasMessageContaining("--port 0");
        }
    }

    @Test
    void shouldClearAwayWhatAKilledClusterLeft() throws IOException {
        profile.create();
        Files.writeString(profile.pidFile(ProcessName.engine(7)).path(), "1 1999-01-01T00:00:00Z\n");
        Files.writeString(profile.connectionFile(), "{}");
        Launcher launcher = start(children("silent", ""), 0, 0, TIMEOUTS);

        assertThat(pids()).doesNotContain("engine-7.pid");
        assertThat(profile.connectionFile()).doesNotExist();
        stop(launcher);
    }
}
