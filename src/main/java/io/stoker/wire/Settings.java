package io.stoker.wire;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.stoker.task.InlineLimit;
import io.stoker.task.SettingException;
import io.stoker.task.Utf8;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings. Each is read by its full name, as {@code stoker.retention.max-age}. One that cannot be read, or is
 * out of its range, is refused with a {@link SettingException} that names the setting, its value, what it may be, and
 * the file that it stands in.
 */
public final class Settings {
    /** A hundred years: far beyond any use, and far from where adding it to an instant could overflow. */
    public static final Duration LONGEST = Duration.ofDays(36_500);

    private static final int MOST_SHOWN = 100;
    private static final int MOST_EXPLAINED = 1_000;
    private static final Set<String> NO_NUMBERS = Set.of("NaN", "+NaN", "-NaN", "Infinity", "+Infinity", "-Infinity");

    private final Config config;

    /** Those of {@code config}, which comes from {@link WireConfig#load}. */
    public Settings(Config config) {
        this.config = config;
    }

    /** A duration from {@code least} on. A number without a unit counts milliseconds. */
    public Duration duration(String name, Duration least) {
        return duration(name, least, LONGEST);
    }

    /** A duration from {@code least} to {@code most}. A number without a unit counts milliseconds. */
    public Duration duration(String name, Duration least, Duration most) {
        String what = "a duration from " + Amounts.text(least) + " to " + Amounts.text(most)
                + ", with its unit, as 500ms, 30s, 5m, 2h or 30d";
        Duration value = read(name, what, config::getDuration);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw refused(name, what);
        }
        return value;
    }

    /** A number of bytes from {@code least} to {@code most}. */
    public long bytes(String name, long least, long most) {
        String what = "a size from " + Amounts.bytes(least) + " to " + Amounts.bytes(most)
                + ", with its unit, as 64 KiB, 256 MiB or 12 GiB";
        long value = read(name, what, config::getBytes);
        boolean number = !NO_NUMBERS.contains(config.getString(name).strip()); // Java reads these as numbers
        if (!number || value < least || value > most) {
            throw refused(name, what);
        }
        return value;
    }

    /** A whole number from {@code least} to {@code most}. */
    public long number(String name, long least, long most) {
        String what = "a whole number from " + least + " to " + most;
        Number value = read(name, what, config::getNumber);
        boolean whole = value instanceof Long || value instanceof Integer || value.doubleValue() == value.longValue();
        if (!whole || value.longValue() < least || value.longValue() > most) {
            throw refused(name, what);
        }
        return value.longValue();
    }

    /** A whole number from {@code least} on. */
    public int number(String name, int least) {
        return (int) number(name, least, Integer.MAX_VALUE);
    }

    /**
     * What {@code stoker.inline-limit} and {@code stoker.max-value-size} allow. With a larger one a message could be
     * too large for Akka, which loses such; a value is an array.
     */
    public InlineLimit inlineLimit() {
        return new InlineLimit(
                bytes("stoker.inline-limit", 1 << 10, 128 << 10),
                bytes("stoker.max-value-size", 1 << 10, Integer.MAX_VALUE));
    }

    /** Whether something is so. */
    public boolean flag(String name) {
        return read(name, "true or false", config::getBoolean);
    }

    /** A text; it may be empty. */
    public String text(String name) {
        return read(name, "a text", config::getString);
    }

    /** One of the constants of {@code type}, which are written in small letters and with hyphens. */
    public <E extends Enum<E>> E oneOf(String name, Class<E> type) {
        List<String> names =
                List.of(type.getEnumConstants()).stream().map(Amounts::name).toList();
        String what = "one of " + String.join(", ", names);
        int index = names.indexOf(read(name, what, config::getString));
        if (index < 0) {
            throw refused(name, what);
        }
        return type.getEnumConstants()[index];
    }

    /**
     * What {@code reader} makes of a text.
     *
     * @param reader throws an {@link IllegalArgumentException} that says what it cannot read, and why
     */
    public <T> T parsed(String name, Function<String, T> reader) {
        try {
            return reader.apply(text(name));
        } catch (IllegalArgumentException e) {
            String why = Utf8.head(String.valueOf(e.getMessage()), MOST_EXPLAINED);
            throw new SettingException(name + place(name) + ": " + why, e);
        }
    }

    /** Names and values of any kind. */
    public Map<String, @Nullable Object> values(String name) {
        return read(name, "a group of names and values, as { a = 1, b = \"x\" }", config::getObject)
                .unwrapped();
    }

    private <T> T read(String name, String what, Function<String, T> reader) {
        try {
            return reader.apply(name);
        } catch (ConfigException e) { // says neither what the setting is for nor its range
            throw refused(name, what);
        }
    }

    private SettingException refused(String name, String what) {
        String value = config.hasPath(name)
                ? "'" + shown(name, String.valueOf(config.getValue(name).unwrapped())) + "'"
                : "null";
        return new SettingException(name + " is " + value + place(name) + ", but must be " + what);
    }

    private static String shown(String name, String text) {
        if (name.endsWith("password")) {
            return "…";
        }
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
    }

    private String place(String name) {
        return config.hasPath(name) ? WireConfig.place(config.getValue(name).origin()) : "";
    }
}
