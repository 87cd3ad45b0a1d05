package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.Seeds;
import io.stoker.kernel.Output;
import io.stoker.task.Attempt;
import io.stoker.task.Explanation;
import io.stoker.task.Outcome;
import io.stoker.task.RunningAttempt;
import io.stoker.task.TaskState;
import io.stoker.task.Utf8;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FollowedOutputTest {
    private static final Output.Printed NOTHING = Output.Printed.NOTHING;

    private static Explanation explanation(
            List<Attempt> attempts, @Nullable RunningAttempt running, Explanation.@Nullable End end) {
        TaskState state = end == null ? TaskState.RUNNING : TaskState.SUCCEEDED;
        return new Explanation(7, state, List.of(), Instant.EPOCH, Instant.EPOCH, attempts, running, end);
    }

    private static Explanation running(int attempt, Output.Printed out, Output.Printed err) {
        int most = RunningAttempt.LONGEST_TEXT;
        return explanation(
                List.of(),
                RunningAttempt.unseen(attempt, 0, "", 1, 2, null)
                        .with(
                                "",
                                Utf8.tail(out.text(), most),
                                Utf8.tail(err.text(), most),
                                out.bytes(),
                                err.bytes(),
                                ""),
                null);
    }

    private static Explanation running(String out, String err) {
        return running(1, new Output.Printed(out, Utf8.length(out)), new Output.Printed(err, Utf8.length(err)));
    }

    private static Explanation ended(int attempt, String out, String err) {
        return explanation(
                List.of(new Attempt(attempt, 0, Outcome.SUCCEEDED, 1, 2, null)),
                null,
                new Explanation.End(0, Instant.EPOCH, Duration.ZERO, null, out, err));
    }

    private static FollowedOutput both() {
        return new FollowedOutput(true, true);
    }

    @Test
    void shouldTellWhatIsNewOfBoth() {
        FollowedOutput output = both();

        assertThat(output.take(explanation(List.of(), null, null))).isEmpty();
        assertThat(output.take(running("one\n", ""))).isEqualTo("one\n");
        assertThat(output.take(running("one\n", ""))).isEmpty();
        assertThat(output.take(running("one\ntwo\n", "oh\n"))).isEqualTo("two\noh\n");
        assertThat(output.hasEnded()).isFalse();
        assertThat(output.take(ended(1, "one\ntwo\nthree\n", "oh\n"))).isEqualTo("three\n");
        assertThat(output.hasEnded()).isTrue();
    }

    @Test
    void shouldTellOnlyTheOneThatIsWanted() {
        assertThat(new FollowedOutput(true, false).take(running("out", "err"))).isEqualTo("out");
        assertThat(new FollowedOutput(false, true).take(ended(1, "out", "err"))).isEqualTo("err");
    }

    @Test
    void shouldWaitWhileTheEngineSaysNothing() {
        FollowedOutput output = both();
        output.take(running("one", ""));
        RunningAttempt silent = RunningAttempt.unseen(1, 0, "", 1, 2, null).with("its engine is silent");

        assertThat(output.take(explanation(List.of(), silent, null))).isEmpty();
        assertThat(output.take(running("one two", ""))).isEqualTo(" two");
    }

    @Test
    void shouldBeginAnewWithEachAttempt() {
        FollowedOutput output = both();
        output.take(running("one", ""));

        String second = output.take(running(2, new Output.Printed("on", 2), NOTHING));

        assertThat(second).isEqualTo("… attempt 2 begins …\non");
        assertThat(output.take(ended(2, "one", ""))).isEqualTo("e");
        assertThat(both().take(ended(3, "only", ""))).isEqualTo("only");
    }

    static LongStream seeds() {
        return Seeds.of(20);
    }

    /** With the texts that an engine's kernel really makes of it. */
    @ParameterizedTest
    @MethodSource("seeds")
    void shouldTellEveryCharacterOnceIfNoMoreIsPrintedBetweenLooksThanAnEngineTells(long seed) {
        Random random = new Random(seed);
        FollowedOutput output = both();
        StringBuilder all = new StringBuilder();
        StringBuilder told = new StringBuilder();
        try (Output.Capture capture = Output.capture()) {
            for (int i = 0; i < 30; i++) {
                String piece = "aä漢😀\n…".repeat(random.nextInt(700));
                System.out.print(piece);
                all.append(piece);
                if (random.nextInt(3) > 0 || Utf8.length(piece) > 4_000) {
                    told.append(output.take(running(1, capture.out(), capture.err())));
                }
            }
            told.append(output.take(ended(1, capture.stdout(), capture.stderr())));
        }

        assertThat(told.toString()).isEqualTo(all.toString());
    }

    @Test
    void shouldSayHowMuchOfAFloodIsLeftOut() {
        FollowedOutput output = both();
        try (Output.Capture capture = Output.capture()) {
            System.out.print("begin\n");
            output.take(running(1, capture.out(), capture.err()));
            System.out.print("x".repeat(100_000) + "middle");
            assertThat(output.take(running(1, capture.out(), capture.err())))
                    .matches("… 8[0-9],[0-9]{3} bytes before this were left out …\nx+middle");
            System.out.print("y".repeat(100_000) + "end");
            assertThat(output.take(ended(1, capture.stdout(), capture.stderr())))
                    .matches("… 3[0-9],[0-9]{3} bytes before this were left out …\ny+end");
        }
    }
}
