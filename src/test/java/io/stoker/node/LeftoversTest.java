package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.stoker.engine.UserProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    @TempDir
    Path home;

    @Test
    void shouldEndWhatTheLastLauncherOfTheProfileHasLeftBehind() throws IOException {
        assumeThat(Files.isDirectory(Path.of("/proc/self"))).isTrue();
        Profile profile = new Profile(home, "p").create();
        Profile other = new Profile(home, "q").create();
        Process left = sleep(new Leftovers(profile).mark());
        Process others = sleep(new Leftovers(other).mark());
        try {
            new Leftovers(profile).end();
            Awaitility.await().until(() -> !left.isAlive());
            assertThat(others.isAlive()).isTrue();
            assertThat(profile.folder().resolve("processes.mark")).doesNotExist();
        } finally {
            left.destroyForcibly();
            others.destroyForcibly();
        }
    }

    @Test
    void shouldGiveEachChildAMarkOfItsOwn() {
        Leftovers leftovers = new Leftovers(new Profile(home, "p").create());
        assertThat(leftovers.mark()).isNotEqualTo(leftovers.mark());
    }

    private static Process sleep(String mark) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sleep", "60");
        builder.environment().put(UserProcesses.MARK_VARIABLE, mark);
        return builder.start();
    }
}
