package io.stoker.cli.remote;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write and read them. */
public final class Durations {
    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
    private static final Duration LONGEST = Duration.ofDays(3650);
    private static final int SHORT_SECONDS = 60;

    private Durations() {}

    /**
     * Reads {@code 500ms}, {@code 90s}, {@code 5m}, {@code 2h} or {@code 7d}.
     *
     * @throws IllegalArgumentException if it is none of these, or longer than ten years
     */
    public static Duration parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a time as in 90s, 5m, 2h or 7d");
        }
        long number = Long.parseLong(matcher.group(1));
        Duration time = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        if (time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("'" + text + "' is longer than " + LONGEST.toDays() + "d");
        }
        return time;
    }

    /**
     * Reads an instant as {@code 2026-11-30T12:00:00Z}, or how long ago it was, as {@link #parse} does.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Instant instant(String text, Instant now) {
        if (WRITTEN.matcher(text).matches()) {
            return now.minus(parse(text)).truncatedTo(ChronoUnit.MILLIS);
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is neither a time as 2026-11-30T12:00:00Z nor how long ago it was, as in 2h or 7d",
                    e);
        }
    }

    /** As {@code 0.25 s}, {@code 12.3 s}, {@code 4m05s}, {@code 3h20m} or {@code 2d03h}. */
    static String shown(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < SHORT_SECONDS) {
            double exact = Math.max(0, time.toMillis()) / 1e3;
            return String.format(Locale.ROOT, exact < 10 ? "%.2f s" : "%.1f s", exact);
        } else if (time.toHours() == 0) {
            return String.format(Locale.ROOT, "%dm%02ds", time.toMinutes(), time.toSecondsPart());
        } else if (time.toDays() == 0) {
            return String.format(Locale.ROOT, "%dh%02dm", time.toHours(), time.toMinutesPart());
        }
        return String.format(Locale.ROOT, "%dd%02dh", time.toDays(), time.toHoursPart());
    }

    /** Between two times as the API writes them; empty if one is missing. */
    static String between(String from, String to) {
        try {
            return from.isEmpty() || to.isEmpty()
                    ? ""
                    : shown(Duration.between(Instant.parse(from), Instant.parse(to)));
        } catch (DateTimeException e) {
            return "";
        }
    }

    /** A time as the API writes it, to the second. */
    static String seconds(String time) {
        try {
            return time.isEmpty()
                    ? ""
                    : Instant.parse(time).truncatedTo(ChronoUnit.SECONDS).toString();
        } catch (DateTimeException e) {
            return time;
        }
    }
}
