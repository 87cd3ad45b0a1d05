package io.stoker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BoundedLogTest {
    private final List<String> lines = new ArrayList<>();
    private final AtomicLong tick = new AtomicLong(Long.MAX_VALUE - 5); // ticks may overflow
    private final BoundedLog log = new BoundedLog(lines::add, tick::get);

    @Test
    void afewLinesAreLoggedAsTheyAre() {
        log.error("one {}");
        log.error("two");
        assertThat(lines).containsExactly("one {}", "two");
    }

    @Test
    void ofAFloodThereAreAFewLinesAMinuteAndTheNumberOfTheOthers() {
        for (int minute = 0; minute < 3; minute++) {
            for (int i = 0; i < 10_000; i++) {
                log.error("bad");
            }
            tick.addAndGet(Duration.ofSeconds(61).toNanos());
        }
        assertThat(lines).hasSize(3 * BoundedLog.MOST + 2);
        assertThat(lines.get(BoundedLog.MOST - 1)).isEqualTo("bad; more within this minute are counted only");
        assertThat(lines.get(BoundedLog.MOST)).isEqualTo("9980 more lines of this kind were omitted");
        assertThat(lines.get(BoundedLog.MOST + 1)).isEqualTo("bad");
    }
}
