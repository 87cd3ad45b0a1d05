package io.stoker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RemovalsTest {
    private static final long NOON = Instant.parse("2026-11-22T12:00:00Z").toEpochMilli();
    private static final long DAY = 86_400_000;

    private final Removals removals = new Removals();

    private void add(long from, long to, long at, String reason) {
        removals.put(removals.joined(new Removal(from, to, at, reason)));
    }

    private @Nullable String of(long task) {
        Removal row = removals.of(task);
        return row == null ? null : row.words();
    }

    @Test
    void shouldTellWhenATaskWentAndWhy() {
        add(5, 7, NOON, "clear");
        assertThat(of(5)).isEqualTo("at 2026-11-22T12:00:00Z by clear");
        assertThat(of(7)).isEqualTo(of(5));
        assertThat(of(4)).isNull();
        assertThat(of(8)).isNull();
    }

    @Test
    void shouldJoinNeighboursThatWentOnOneDayForOneReason() {
        add(5, 5, NOON, "clear");
        add(7, 7, NOON + 1_000, "clear");
        add(6, 6, NOON + 60_000, "clear");
        add(8, 8, NOON + DAY, "clear");
        add(4, 4, NOON, "retention (older than 30 days)");
        assertThat(removals.of(7)).isEqualTo(new Removal(5, 7, NOON, NOON + 60_000, "clear"));
        assertThat(of(6)).isEqualTo("between 2026-11-22T12:00:00Z and 2026-11-22T12:01:00Z by clear");
        assertThat(of(8)).isEqualTo("at 2026-11-23T12:00:00Z by clear");
        assertThat(of(4)).isEqualTo("at 2026-11-22T12:00:00Z by retention (older than 30 days)");
    }

    @Test
    void shouldMakeOneRowOfARunAndTheRowsItTouches() {
        add(0, 9, NOON, "clear");
        add(20, 29, NOON, "clear");
        add(5, 25, NOON + DAY, "retention (more than 3 tasks)");
        assertThat(removals.of(12))
                .isEqualTo(new Removal(0, 29, NOON, NOON + DAY, "retention (more than 3 tasks) or clear"));
        assertThat(of(0)).isEqualTo("between 2026-11-22 and 2026-11-23 by retention (more than 3 tasks) or clear");
    }

    @Test
    void shouldKeepNoMoreRowsThanTheLimitHoweverTheyCome() {
        int tasks = 3 * Removals.MOST;
        for (int id = 0; id < tasks; id += 2) {
            add(id, id, NOON + id, "clear");
            for (Removal row = removals.crowded(); row != null; row = removals.crowded()) {
                removals.put(row);
            }
        }
        int rows = 0;
        for (Removal row = removals.of(0); row != null; row = removals.of(row.to() + 2)) {
            rows++;
        }
        assertThat(rows).isLessThanOrEqualTo(Removals.MOST);
        for (int id = 0; id < tasks; id += 2) {
            Removal row = Objects.requireNonNull(removals.of(id));
            assertThat(NOON + id).isBetween(row.since(), row.at());
            assertThat(row.reason()).isEqualTo("clear");
        }
    }

    @Test
    void shouldNotLetReasonsGrowForEver() {
        for (int i = 0; i < 100; i++) {
            add(0, i, NOON, "retention (more than " + i + " tasks)");
        }
        assertThat(of(0)).isEqualTo("at 2026-11-22T12:00:00Z by clear or retention");
    }
}
