package io.stoker.node;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the lines of logs look, as the environment variable {@value #VARIABLE} says. What the launcher itself says is
 * text always, because it is for people, and {@code --detach} shows it.
 */
enum LogFormat {
    /** For people, one line or more for each event. */
    TEXT,
    /** For programs: each line is a JSON object, in the form of Logback's {@code JsonEncoder}. */
    JSON;

    static final String VARIABLE = "STOKER_LOG_FORMAT";
    /** That of this process, and of those that it starts. */
    static final LogFormat OWN = of(System.getenv(VARIABLE));

    /** The one of that name; for people if there is none. */
    static LogFormat of(@Nullable String name) {
        return isKnown(name) && name != null && !name.isEmpty() ? valueOf(name.toUpperCase(Locale.ROOT)) : TEXT;
    }

    /** Whether it names one, or nothing. */
    static boolean isKnown(@Nullable String name) {
        return name == null || name.isEmpty() || name.equals("text") || name.equals("json");
    }

    /**
     * A line that somebody has printed, in this format.
     *
     * @param time in milliseconds since 1970
     */
    String line(String text, long time) {
        return this == TEXT || text.startsWith("{\"timestamp\":")
                ? text
                : "{\"timestamp\":" + time + ",\"level\":\"INFO\",\"loggerName\":\"output\",\"formattedMessage\":\""
                        + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"}";
    }
}
