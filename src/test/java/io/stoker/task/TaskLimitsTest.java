package io.stoker.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What could not be sent is refused where the task is made. */
class TaskLimitsTest {

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "a = '\uDD25'", "a\uD83Db", "\uDD25\uD83D"})
    void aSourceWithHalfACharacterIsRefused(String source) {
        assertThatThrownBy(() -> Task.of(source))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("surrogate")
                .hasMessageContaining("index");
    }

    @Test
    void aSourceWithWholeCharactersOfAllPlanesIsNot() {
        assertThatCode(() -> Task.of("a = '\uD83D\uDD25 漢字 \u0000'")).doesNotThrowAnyException();
    }

    @Test
    void aNameOfMoreThanAThousandCharactersIsRefusedNamingTheLimit() {
        String longest = "x".repeat(1_000);
        assertThatCode(() -> Task.of("").push(longest, 1).pull(longest)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Task.of("").push(longest + "x", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1001")
                .hasMessageContaining("1000")
                .hasMessageContaining("xxx…")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
        assertThatThrownBy(() -> Task.of("").pull(longest + "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesCountAgainstTheLimitOfWhatATaskTakes() {
        String[] names = IntStream.range(0, 4_000).mapToObj(i -> "n" + i).toArray(String[]::new);
        Task many = Task.of("").pull(names);
        assertThat(many.payloadBytes()).isGreaterThan(18_000);
        assertThat(Task.of("ü").push("äb", true).pull("c").payloadBytes())
                .isEqualTo(2 + 3 + Values.encode("äb", true).length + 1);
    }

    @Test
    void whatATaskIsToldCannotBeChangedFromOutside() {
        SourceBody body = (SourceBody) Task.of("").push("a", 1).pull("b").body();
        assertThatThrownBy(() -> body.arguments().put("c", Payload.of(new byte[0])))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> body.pull().add("c")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aFailureSurvivesJavaSerialisation() throws Exception {
        Failure.Frame frame = new Failure.Frame("run", "Task1.groovy", 1);
        Failure failure = new Failure(Failure.Kind.USER_CODE, "E", "m", 1, 2, List.of(frame), "t");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new TaskFailedException(3, failure));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(((TaskFailedException) in.readObject()).failure()).isEqualTo(failure);
        }
    }
}
