package io.stoker.wire;

import java.time.Duration;
import java.util.Locale;

/** Amounts and constants as settings are written. */
final class Amounts {
    private static final String[] SIZES = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Amounts() {}

    /** With the largest unit in which it is a whole number, as 90s. */
    static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0s";
        }
        if (millis % 86_400_000 == 0) {
            return millis / 86_400_000 + "d";
        }
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    /** With the largest unit in which it is a whole number, as 64 KiB. */
    static String bytes(long bytes) {
        int unit = 0;
        long left = bytes;
        while (left != 0 && left % 1024 == 0) {
            left /= 1024;
            unit++;
        }
        return left + " " + SIZES[unit];
    }

    /** A constant as {@code least-loaded}. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
