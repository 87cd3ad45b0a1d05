package io.stoker.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.client.Stoker;
import io.stoker.task.StokerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExampleTest {

    /** One with three options. */
    private static final class ThreeOptions extends Example {
        private final Supplier<Integer> tasks = number("--tasks", 7, 1, 100, "How many tasks");
        private final Supplier<Double> time = seconds("-t", 0.5, "How long");
        private final Supplier<Path> file = file("--file", "out.txt", "Where it goes");

        ThreeOptions() {
            super("Has three options.");
        }

        @Override
        public void run(Stoker stoker) {
            check(tasks.get() == 8, "there are %d tasks", 8);
        }
    }

    @Test
    void shouldHaveTheNameOfItsClass() {
        assertThat(new ThreeOptions().name()).isEqualTo("three-options");
    }

    @Test
    void shouldHaveOptionsWithUsualValues() {
        ThreeOptions example = new ThreeOptions();

        example.with();
        assertThat(example.tasks.get()).isEqualTo(7);
        assertThat(example.time.get()).isEqualTo(0.5);
        assertThat(example.file.get()).isEqualTo(Path.of("out.txt"));
        example.with("--tasks", "100", "-t", ".25", "--file", "/tmp/here");
        assertThat(example.tasks.get()).isEqualTo(100);
        assertThat(example.time.get()).isEqualTo(0.25);
        assertThat(example.file.get()).isEqualTo(Path.of("/tmp/here"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--tasks=0 | option '--tasks': must be a number from 1 to 100, not '0'",
                "--tasks=101 | option '--tasks': must be a number from 1 to 100, not '101'",
                "--tasks=99999999999 | option '--tasks': must be a number from 1 to 100, not '99999999999'",
                "--tasks=many | option '--tasks': must be a number from 1 to 100, not 'many'",
                "-t=-1 | option '-t': must be a number of seconds from 0 to 3600, as 0.5, not '-1'",
                "-t=NaN | option '-t': must be a number of seconds from 0 to 3600, as 0.5, not 'NaN'",
                "-t=3601 | option '-t': must be a number of seconds from 0 to 3600, as 0.5, not '3601'",
                "--tusks=1 | Unknown option: '--tusks=1'"
            })
    void shouldRefuseOptionsThatMakeNoSense(String argument, String expected) {
        assertThatThrownBy(() -> new ThreeOptions().with(argument))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void shouldSayWhatDoesNotHold() {
        assertThatThrownBy(() -> new ThreeOptions().with("--tasks", "9").run(null))
                .isInstanceOf(StokerException.class)
                .hasMessage("this should be true, but is not: there are 8 tasks");
    }

    @Test
    void shouldBeListed() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/stoker/examples"))) {
            List<String> mains = files.filter(ExampleTest::hasMain)
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .toList();
            assertThat(Examples.all())
                    .extracting(example -> example.getClass().getSimpleName())
                    .containsExactlyInAnyOrderElementsOf(mains);
        }
    }

    private static boolean hasMain(Path file) {
        try {
            return Files.readString(file).contains("public static void main(");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
