package io.stoker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLogsTest {
    @TempDir
    private Path root;

    @TempDir
    private Path home;

    private ProcessLogs logs;

    @BeforeEach
    void logSomething() throws Exception {
        Files.createDirectories(home.resolve("default/logs"));
        Files.writeString(home.resolve("default/logs/engine-0.log"), "of the engine");
        Files.writeString(home.resolve("default/logs/engine-0.log.1"), "of the engine before it");
        Files.writeString(home.resolve("default/ledger.db"), "large");
        Files.writeString(home.resolve("out-0.txt"), "printed");
        logs = new ProcessLogs(root);
        logs.begin(getClass());
    }

    private Path folder() {
        return root.resolve(getClass().getName());
    }

    private Path kept(int number) {
        return folder().resolve(number + "-" + home.getFileName());
    }

    @Test
    void whatTheProcessesOfAFailedTestHaveLoggedIsKeptAlsoWhenTheirFoldersAreGone() throws Exception {
        logs.copy(home);
        Files.delete(home.resolve("default/logs/engine-0.log"));
        logs.copy(home);
        logs.end(true);

        assertThat(kept(1).resolve("default/logs/engine-0.log")).hasContent("of the engine");
        assertThat(kept(1).resolve("out-0.txt")).hasContent("printed");
        assertThat(kept(2).resolve("default/logs/engine-0.log.1")).hasContent("of the engine before it");
        assertThat(kept(1).resolve("default/ledger.db")).doesNotExist();
    }

    @Test
    void ofTestsThatHavePassedNothingIsKept() {
        logs.copy(home);
        logs.end(false);

        assertThat(root).isEmptyDirectory();
    }

    @Test
    void whatWasKeptOfARunBeforeGoesWithTheNextRun() {
        logs.copy(home);
        logs.end(true);
        logs.begin(getClass());

        assertThat(root).isEmptyDirectory();
    }
}
