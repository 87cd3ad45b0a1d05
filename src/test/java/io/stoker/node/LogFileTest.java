package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    @TempDir
    private Path folder;

    @Test
    void shouldKeepTheRunBeforeBesideIt() {
        new LogFile(log()).line("one");
        new LogFile(log()).line("two");

        assertThat(log()).hasContent("two");
        assertThat(folder.resolve("engine-0.log.old")).hasContent("one");
    }

    @Test
    void shouldNotGrowBeyondItsLimit() {
        LogFile log = new LogFile(log());
        String mebibyte = "x".repeat(1 << 20);

        IntStream.range(0, 40).forEach(i -> log.line(mebibyte));

        assertThat(log().toFile().length()).isLessThanOrEqualTo(16L << 20);
        assertThat(folder.resolve("engine-0.log.old").toFile().length()).isLessThanOrEqualTo(16L << 20);
    }

    @Test
    void shouldShowItsLastLines() {
        LogFile log = new LogFile(log());
        IntStream.rangeClosed(1, 30).forEach(i -> log.line("line " + i));

        assertThat(LogTail.of(log()).lines())
                .hasSize(21)
                .startsWith("the last lines of " + log() + ":", "    line 11")
                .endsWith("    line 30");
        assertThat(LogTail.of(folder.resolve("none"))).contains("cannot be read");
    }

    private Path log() {
        return folder.resolve("engine-0.log");
    }
}
