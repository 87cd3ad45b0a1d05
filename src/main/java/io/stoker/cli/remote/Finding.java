package io.stoker.cli.remote;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code stoker doctor} has found out about one thing.
 *
 * @param what the thing
 * @param level whether somebody has to do something
 * @param text how it is, and what to type if it is not as it should be
 */
record Finding(String what, Level level, String text) {
    /** Whether somebody has to do something. */
    enum Level {
        OK,
        /** It may be meant so. */
        NOTE,
        PROBLEM
    }

    static Finding ok(String what, String text) {
        return new Finding(what, Level.OK, text);
    }

    static Finding note(String what, String text) {
        return new Finding(what, Level.NOTE, text);
    }

    static Finding problem(String what, String text) {
        return new Finding(what, Level.PROBLEM, text);
    }

    boolean isProblem() {
        return level == Level.PROBLEM;
    }

    /** On one line. */
    String line() {
        return String.format(Locale.ROOT, "%-8s %-12s %s", word(), what, Output.shown(text));
    }

    private String word() {
        return level.name().toLowerCase(Locale.ROOT);
    }

    /** As JSON, on one line. */
    String json() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("check", what);
        fields.put("level", word());
        fields.put("detail", text);
        return JsonObject.write(fields);
    }
}
