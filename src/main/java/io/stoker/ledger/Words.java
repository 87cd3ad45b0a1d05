package io.stoker.ledger;

import java.time.Duration;

/** Durations and sizes as people say them. */
final class Words {
    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};

    private Words() {}

    static String of(Duration duration) {
        if (duration.equals(Duration.ofDays(duration.toDays()))) {
            return duration.toDays() + " days";
        }
        return duration.equals(Duration.ofHours(duration.toHours()))
                ? duration.toHours() + " hours"
                : duration.toSeconds() + " s";
    }

    /** Rounded down. */
    static String about(long bytes) {
        int unit = 0;
        long left = bytes;
        while (left >= 10 * 1024 && unit < UNITS.length - 1) {
            left /= 1024;
            unit++;
        }
        return left + " " + UNITS[unit];
    }

    static String ofBytes(long bytes) {
        int unit = 0;
        long left = bytes;
        while (left > 0 && left % 1024 == 0 && unit < UNITS.length - 1) {
            left /= 1024;
            unit++;
        }
        return left + " " + UNITS[unit];
    }
}
