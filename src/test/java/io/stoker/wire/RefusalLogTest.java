package io.stoker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
    private final List<String> lines = new ArrayList<>();
    private final AtomicLong ticks = new AtomicLong();
    private final RefusalLog log = new RefusalLog(lines::add, ticks::get);

    @Test
    void shouldSayTheSameOnceAnHourAndHowOftenItWas() {
        assertThat(log.add("refused: it has expired on 2026-01-02T03:04:05Z, and here it is 2026-11-30T05:57:09Z"))
                .isTrue();
        for (int i = 0; i < 49; i++) {
            boolean isSaid = log.add("refused: it has expired on 2026-01-02T03:04:05Z, and here it is 2026-11-30T05:57:"
                    + (10 + i) + "Z");
            assertThat(isSaid).isFalse();
        }
        assertThat(lines).hasSize(1);
        ticks.addAndGet(TimeUnit.HOURS.toNanos(1));
        log.add("refused: it has expired on 2026-01-02T03:04:05Z, and here it is 2026-11-30T06:57:10Z");
        assertThat(lines).hasSize(2).last().asString().endsWith("10Z (and 49 times more since this was logged)");
    }

    @Test
    void shouldNotFillTheLogWithDifferentRefusals() {
        for (int i = 0; i < 10_000; i++) {
            log.add("refused: " + i);
        }
        assertThat(lines).hasSize(BoundedLog.MOST);
    }
}
