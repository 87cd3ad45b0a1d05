package io.stoker.cli.demo;

import java.time.Duration;
import java.util.Locale;

/** Figures as a person reads them. */
final class Texts {
    private Texts() {}

    static String seconds(Duration time) {
        return format("%.1f s", time.toNanos() / 1e9);
    }

    static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
