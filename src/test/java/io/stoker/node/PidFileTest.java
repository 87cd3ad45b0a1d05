package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidFileTest {
    @TempDir
    private Path folder;

    @Test
    void shouldFindTheProcessItNamesUntilThatEnds() throws Exception {
        PidFile file = file();
        Process process = new ProcessBuilder("sleep", "60").start();
        file.write(process.toHandle());
        assertThat(file.readLive()).contains(process.toHandle());

        process.destroyForcibly().waitFor();

        assertThat(file.readLive()).isEmpty();
    }

    @Test
    void shouldNotTakeARecycledPidForOurs() throws IOException {
        PidFile file = file();
        Instant longAgo = Instant.now().minusSeconds(86_400);
        Files.writeString(file.path(), ProcessHandle.current().pid() + " " + longAgo + "\n");

        assertThat(file.readLive()).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldNameAStartThatSettingTheClockDoesNotMove() throws IOException {
        PidFile file = file();
        file.write(ProcessHandle.current());
        assertThat(file.path()).content().matches("\\d+ ticks:\\d+ [^ /]+/[0-9a-f-]+/pid:\\[\\d+]\n");
        assertThat(file.readLive()).contains(ProcessHandle.current());

        Files.writeString(file.path(), ProcessHandle.current().pid() + " ticks:1\n");
        assertThat(file.readLive()).isEmpty();
    }

    @Test
    void shouldKnowAStartByTheClockWhereThatIsAllThereIs() throws IOException {
        PidFile file = file();
        Instant start = ProcessHandle.current().info().startInstant().orElseThrow();
        Files.writeString(file.path(), ProcessHandle.current().pid() + " " + start + "\n");

        assertThat(file.readLive()).contains(ProcessHandle.current());
    }

    @Test
    void shouldTakeNoProcessForItsOwnThatHasItsPidElsewhere() throws IOException {
        file().write(ProcessHandle.current());
        String[] words = Files.readString(file().path()).strip().split(" ");
        ProcessSpace here = ProcessSpace.here();
        assertThat(file().readElsewhere()).isEmpty();

        elsewhere(
                words, new ProcessSpace(here.host(), here.boot(), "pid:[1]"), "in another container or pid namespace");
        elsewhere(words, new ProcessSpace("other", "another-boot", here.pids()), "on host other");

        Files.writeString(
                file().path(), words[0] + " " + words[1] + " " + here.host() + "/another-boot/" + here.pids());
        assertThat(file().readLive()).isEmpty();
        assertThat(file().readElsewhere())
                .as("of this machine before it was started anew")
                .isEmpty();
    }

    private void elsewhere(String[] words, ProcessSpace space, String inWords) throws IOException {
        Files.writeString(file().path(), words[0] + " " + words[1] + " " + space + "\n");
        assertThat(file().readLive()).isEmpty();
        assertThat(file().readElsewhere())
                .hasValueSatisfying(text -> assertThat(text).contains("engine 0", inWords));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 ticks:", "12", "x y", "1 -", "1 yesterday"})
    void shouldTakeABrokenFileForNobody(String text) throws IOException {
        PidFile file = file();
        Files.writeString(file.path(), text);

        assertThat(file.readLive()).isEmpty();
    }

    @Test
    void shouldBeWholeAtEveryMoment() {
        file().write(ProcessHandle.current());
        assertThat(file().readLive()).contains(ProcessHandle.current());
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");

        file().remove();
        assertThat(file().readLive()).isEmpty();
    }

    @Test
    void shouldKnowItsProcessByName() {
        assertThat(new PidFile(folder.resolve("engine-12.pid")).process()).isEqualTo(ProcessName.engine(12));
        assertThat(new PidFile(folder.resolve("launcher.pid")).process()).isEqualTo(ProcessName.LAUNCHER);
        assertThat(new PidFile(folder.resolve("lone-engine-7.pid")).process()).hasToString("lone-engine 7");
        UUID instance = UUID.fromString("5f0c9a3e-0000-4000-8000-000000000001");
        assertThat(new PidFile(folder.resolve("lone-engine-" + instance + ".pid")).process())
                .isEqualTo(ProcessName.loneEngine(instance));
    }

    @Test
    void shouldBeHeldUntilItsProcessEndsAndThenBeTakenOver() throws IOException {
        assertThat(file().isHeld()).isFalse();
        try (FileChannel held = file().writeLocked()) {
            assertThat(held.isOpen()).isTrue();
            assertThat(file().isHeld()).isTrue();
            assertThat(file().readLive()).contains(ProcessHandle.current());
        }
        assertThat(file().isHeld()).isFalse();

        try (FileChannel next = file().writeLocked()) {
            assertThat(next.isOpen()).isTrue();
            assertThat(file().isHeld()).isTrue();
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    private PidFile file() {
        return new PidFile(folder.resolve("engine-0.pid"));
    }
}
