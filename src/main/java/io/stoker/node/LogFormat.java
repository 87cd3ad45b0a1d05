package io.stoker.node;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
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
        return "json".equals(name) ? JSON : TEXT;
    }

    /** Whether it names one, or nothing. */
    static boolean isKnown(@Nullable String name) {
        return name == null || name.isEmpty() || name.equals("text") || name.equals("json");
    }

    /**
     * A line that a process has printed, in this format. A piece of one that was too long is not in it.
     *
     * @param time in milliseconds since 1970
     */
    String line(String text, long time) {
        return this == TEXT || (text.startsWith("{\"timestamp\":") && text.endsWith("}"))
                ? text
                : "{\"timestamp\":" + time + ",\"level\":\"INFO\",\"loggerName\":\"output\",\"formattedMessage\":\""
                        + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"}";
    }
}
