package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    @TempDir
    private Path folder;

    private final List<String> trouble = new ArrayList<>();
    private long nanos;

    @Test
    void shouldKeepTheLastFewRunsBesideIt() {
        for (String run : new String[] {"one", "two", "three", "four", "five", "six"}) {
            begin().line(run);
        }

        assertThat(log()).hasContent("six");
        assertThat(kept(1)).hasContent("five");
        assertThat(kept(4)).hasContent("two");
        assertThat(folder).isDirectoryNotContaining("glob:**.5");
    }

    @Test
    void shouldTouchNothingBeforeItsFirstLine() {
        begin().line("of a cluster that runs");

        begin();

        assertThat(log()).hasContent("of a cluster that runs");
    }

    @Test
    void shouldGoOnWhereTheFileEnds() {
        begin().line("one");
        LogFile.goOn(log(), () -> nanos, trouble::add).line("two");

        assertThat(log()).hasContent("one\ntwo\n");
    }

    @Test
    void shouldNotGrowBeyondItsLimit() {
        LogFile log = begin();
        String mebibyte = "x".repeat(1 << 20);

        IntStream.range(0, 40).forEach(i -> log.line(mebibyte));

        assertThat(log().toFile().length()).isLessThanOrEqualTo(16L << 20);
        assertThat(kept(1).toFile().length()).isLessThanOrEqualTo(16L << 20).isGreaterThan(8L << 20);
    }

    @Test
    void shouldShowWhatATerminalWouldObey() {
        begin().line("\u001b[2Jgone\rover\u0000\u202e\ttab");

        assertThat(log()).hasContent("\\u001b[2Jgone\\u000dover\\u0000\\u202e\ttab\n");
    }

    @Test
    void shouldGoOnWhenItCanBeWrittenAgain() throws Exception {
        LogFile log = LogFile.goOn(log(), () -> nanos, trouble::add);
        Files.createDirectory(log()); // which not even root can open for writing
        log.line("lost");
        nanos += 1_100_000_000L;
        log.line("lost too");
        Files.delete(log());
        log.line("before it tries again");
        nanos += 1_100_000_000L;
        log.line("back");
        log.line("and on");

        assertThat(Files.readString(log()))
                .startsWith("\n--- 3 lines could not be written here: ")
                .endsWith("\nback\nand on\n");
        assertThat(trouble).hasSize(2);
        assertThat(trouble.get(0)).contains(log().toString(), "cannot be written (");
        assertThat(trouble.get(1)).endsWith("can be written again");
    }

    @Test
    void shouldShowItsLastLines() {
        LogFile log = begin();
        IntStream.rangeClosed(1, 30).forEach(i -> log.line("line " + i));

        assertThat(LogTail.of(log()).lines())
                .hasSize(21)
                .startsWith("the last lines of " + log() + ":", "    line 11")
                .endsWith("    line 30");
        assertThat(LogTail.of(folder.resolve("none"))).contains("cannot be read");
    }

    @Test
    void shouldSetAFileOfOthersAsideOnceItIsFull() throws IOException {
        Files.write(log(), new byte[(16 << 20) - 1]);
        LogFile.setAsideIfFull(log());
        assertThat(log()).exists();
        Files.write(log(), new byte[1], StandardOpenOption.APPEND);
        LogFile.setAsideIfFull(log());
        assertThat(log()).doesNotExist();
        assertThat(log().resolveSibling("engine-0.log.1")).hasSize(16 << 20);
    }

    private LogFile begin() {
        return LogFile.begin(log(), () -> nanos, trouble::add);
    }

    private Path log() {
        return folder.resolve("engine-0.log");
    }

    private Path kept(int number) {
        return folder.resolve("engine-0.log." + number);
    }
}
