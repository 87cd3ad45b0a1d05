package io.stoker.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class SignalsTest {
    @Test
    void shouldFreezeAProcessAndLetItGoOn() throws IOException {
        Process cat = new ProcessBuilder("cat").start();
        try {
            assertThat(Signals.stop(cat.toHandle())).isTrue();
            await().until(() -> state(cat).equals("T"));
            assertThat(Signals.resume(cat.toHandle())).isTrue();
            await().until(() -> !state(cat).equals("T"));
        } finally {
            cat.destroyForcibly();
        }
    }

    @Test
    void shouldLeaveAloneWhoeverHasThePidOfAProcessThatHasEnded() throws Exception {
        Process cat = new ProcessBuilder("true").start();
        cat.waitFor();

        assertThat(Signals.stop(cat.toHandle())).isFalse();
    }

    private static String state(Process process) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[0];
    }
}
