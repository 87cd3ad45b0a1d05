package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Its clock is what the map says. */
class ProgressBarTest {
    private static final OptionalLong THOUSAND = OptionalLong.of(1000);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.US_ASCII);

    private static Progress after(long millis, long done, long failed, OptionalLong total) {
        return new Progress(done, failed, total, TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** What was printed since the last time, with escapes that can be seen. */
    private String printed() {
        String text = printed.toString(StandardCharsets.US_ASCII)
                .replace(System.lineSeparator(), "\n")
                .replace("\r", "<")
                .replace("\u001b[K", ">");
        printed.reset();
        return text;
    }

    @Test
    void shouldChangeALineOnATerminal() {
        ProgressBar bar = new ProgressBar(out, true);
        bar.progress(after(10, 1, 0, THOUSAND));
        assertThat(printed()).isEqualTo("<[--------------------] 1 of 1000, 0 %, 100/s, 10 s left>");
        bar.progress(after(2_000, 500, 3, THOUSAND));
        assertThat(printed()).isEqualTo("<[##########----------] 500 of 1000, 50 %, 3 failed, 250/s, 2 s left>");
        bar.progress(after(4_000, 1_000, 3, THOUSAND));
        bar.end();
        assertThat(printed()).endsWith("<[####################] 1000 of 1000, 100 %, 3 failed, 250/s, in 4 s>\n");
    }

    @Test
    void shouldNotChangeTheLineMoreOftenThanAPersonCanSee() {
        ProgressBar bar = new ProgressBar(out, true);
        for (int millis = 0; millis < 1_000; millis++) {
            bar.progress(after(millis, millis, 0, THOUSAND));
        }
        assertThat(printed().chars().filter(letter -> letter == '<')).hasSize(10);
    }

    @Test
    void shouldPrintALineEveryFewSecondsWhereThereIsNoTerminal() {
        ProgressBar bar = new ProgressBar(out, false);
        for (int seconds = 1; seconds <= 12; seconds++) {
            bar.progress(after(1_000 * seconds, 40 * seconds, 0, THOUSAND));
        }
        bar.end();
        assertThat(printed()).isEqualTo("""
                        200 of 1000, 20 %, 40/s, 20 s left
                        400 of 1000, 40 %, 40/s, 15 s left
                        480 of 1000, 48 %, 40/s, in 12 s
                        """);
    }

    @Test
    void shouldEndOnceAndOnlyIfItHasBegun() {
        ProgressBar bar = new ProgressBar(out, true);
        bar.end();
        assertThat(printed()).isEmpty();
        bar.progress(after(1_000, 1, 0, THOUSAND));
        bar.end();
        assertThat(printed()).endsWith("\n");
        bar.end();
        assertThat(printed()).isEmpty();
    }

    @Test
    void shouldDoWithoutTheTotalOfAnEndlessMap() {
        ProgressBar bar = new ProgressBar(out, true);
        bar.progress(after(2_000, 5, 1, OptionalLong.empty()));
        assertThat(printed()).isEqualTo("<5, 1 failed, 2.5/s>");
    }

    @Test
    void shouldFitIntoALineOfATerminal() {
        ProgressBar bar = new ProgressBar(out, true);
        bar.progress(after(100L * 86_400_000, 99_999_999, 9_999, OptionalLong.of(999_999_999)));
        assertThat(printed()).contains(" left>").hasSizeLessThan(82);
    }

    @Test
    void shouldTellLongTimesInMinutesAndHours() {
        ProgressBar bar = new ProgressBar(out, false);
        bar.progress(after(50_000, 100, 0, THOUSAND));
        assertThat(printed()).endsWith(", 7 min 30 s left\n");
        bar.progress(after(500_000, 100, 0, THOUSAND));
        assertThat(printed()).endsWith(", 1 h 15 min left\n");
    }

    @Test
    void shouldTakeAMapWithoutElements() {
        ProgressBar bar = new ProgressBar(out, true);
        bar.progress(after(1_000, 0, 0, OptionalLong.of(0)));
        bar.end();
        assertThat(printed()).contains("0 of 0, 0 %, 0.0/s");
    }
}
