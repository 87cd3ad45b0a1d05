package io.stoker.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmissionTest {
    private static Submission pushing(String... push) {
        return new Submission("x", List.of(push), List.of(), List.of(), null, 0, null);
    }

    @Test
    void shouldHaveOnlyWhatWasGiven() {
        assertThat(pushing().json()).isEqualTo("{\"source\":\"x\"}");
    }

    @Test
    void shouldHaveAllThatWasGiven() {
        Submission all = new Submission(
                "c = a\n\"", List.of("a=3"), List.of("c", "d"), List.of("sweep=7", "by="), "price 17", 2, "heap > 1");

        assertThat(all.json())
                .isEqualTo("{\"source\":\"c = a\\n\\\"\",\"push\":{\"a\":3},\"pull\":[\"c\",\"d\"],"
                        + "\"labels\":{\"sweep\":\"7\",\"by\":\"\"},\"name\":\"price 17\",\"retries\":2,"
                        + "\"depend\":\"heap > 1\"}");
    }

    @Test
    void shouldPushJsonWhereItIsThatAndElseText(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("b.json"), "{\"$type\":\"long\", \"value\":\"1\"}\n");

        assertThat(pushing("a=3", "b=text", "c=[1,2]", "d=1=2", "e=", "f=\"3\"", "g=9007199254740993", "h=@" + file)
                        .json())
                .isEqualTo("{\"source\":\"x\",\"push\":{\"a\":3,\"b\":\"text\",\"c\":[1,2],\"d\":\"1=2\",\"e\":\"\","
                        + "\"f\":\"3\",\"g\":9007199254740993,\"h\":{\"$type\":\"long\", \"value\":\"1\"}}}");
    }

    @Test
    void shouldSayWhatIsWrongWithAnOption(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("b.json"), "no json");

        assertThatThrownBy(() -> pushing("a").json()).hasMessage("--push takes NAME=VALUE, and not 'a'");
        assertThatThrownBy(() -> pushing("a=1", "a=2").json()).hasMessage("--push has 'a' twice");
        assertThatThrownBy(() -> pushing("a=@" + file).json()).hasMessage(file + " is not one value in JSON");
        assertThatThrownBy(() -> pushing("a=@/nowhere").json()).hasMessageStartingWith("cannot read /nowhere");
    }
}
