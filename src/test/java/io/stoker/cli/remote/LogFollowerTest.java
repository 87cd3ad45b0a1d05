package io.stoker.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {
    @TempDir
    private Path folder;

    private final List<String> lines = new ArrayList<>();
    private LogFollower follower;
    private Path log;

    private LogFollower follow(String text) throws IOException {
        log = Files.writeString(folder.resolve("controller.log"), text);
        follower = new LogFollower(log, lines::add);
        return follower;
    }

    @AfterEach
    void close() throws IOException {
        if (follower != null) {
            follower.close();
        }
    }

    private void add(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void shouldShowTheLastLines() throws IOException {
        follow("1\n2\n3\n").showLast(2);

        assertThat(lines).containsExactly("2", "3");
    }

    @Test
    void shouldShowAllLinesWhereThereAreFewer() throws IOException {
        follow("1\n2\n").showLast(5);

        assertThat(lines).containsExactly("1", "2");
    }

    @Test
    void shouldFindTheLastLinesOfALargeLog() throws IOException {
        String text =
                IntStream.range(0, 20_000).mapToObj(i -> "line " + i + "\n").reduce("", String::concat);

        follow(text).showLast(15_000);

        assertThat(lines).hasSize(15_000).startsWith("line 5000").endsWith("line 19999");
    }

    @Test
    void shouldShowALineWhenItIsComplete() throws IOException {
        follow("1\nbeg").showLast(5);
        assertThat(lines).containsExactly("1");

        add("un\n");
        follower.showMore();

        assertThat(lines).containsExactly("1", "begun");
    }

    @Test
    void shouldReadTheRestOfALogThatIsSetAsideAndThenTheNewOne() throws IOException {
        follow("1\n").showLast(5);

        add("2\n");
        Files.move(log, folder.resolve("controller.log.1"));
        follower.showMore();
        add("3\n");
        follower.showMore();
        follower.showMore();

        assertThat(lines).containsExactly("1", "2", "3");
    }

    @Test
    void shouldContinueWithWhatIsThereWhenALogWasEmptied() throws IOException {
        follow("1\n2\n").showLast(5);

        Files.writeString(log, "3\n");
        follower.showMore();

        assertThat(lines).containsExactly("1", "2", "3");
    }

    @Test
    void shouldSayThatThereIsNoLog() throws IOException {
        try (LogFollower none = new LogFollower(folder.resolve("none.log"), lines::add)) {
            assertThatThrownBy(() -> none.showLast(1)).isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void shouldFindALogByItsProcess() throws IOException {
        for (String name : List.of("controller", "launcher", "engine-0", "engines-1-4")) {
            Files.writeString(folder.resolve(name + ".log"), "");
        }

        assertThat(Logs.find(folder, List.of())).hasFileName("controller.log");
        assertThat(Logs.find(folder, List.of("engine", "0"))).hasFileName("engine-0.log");
        assertThat(Logs.find(folder, List.of("engine", "3"))).hasFileName("engines-1-4.log");
        assertThatThrownBy(() -> Logs.find(folder, List.of("engine", "5")))
                .hasMessage("there is no log 'engine-5' in " + folder
                        + "; there are controller, engine-0, engines-1-4, launcher")
                .extracting(e -> ((CallException) e).code())
                .isEqualTo(ExitCodes.UNKNOWN);
        assertThatThrownBy(() -> Logs.find(folder, List.of("../keys/authority")))
                .hasMessageContaining("there is no log '../keys/authority'");
    }
}
