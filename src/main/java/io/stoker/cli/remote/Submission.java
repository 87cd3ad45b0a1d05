package io.stoker.cli.remote;

import io.stoker.cli.remote.JsonObject.Raw;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A task as it is typed.
 *
 * @param source what it executes
 * @param push values by name, each written as {@code NAME=VALUE}
 * @param pull names
 * @param labels each as {@code KEY=VALUE}
 * @param name of the task; null for none
 * @param retries how often it may run again after it has failed
 * @param depend a condition on engines; null for none
 */
public record Submission(
        String source,
        List<String> push,
        List<String> pull,
        List<String> labels,
        @Nullable String name,
        int retries,
        @Nullable String depend) {

    /**
     * The body of its submission.
     *
     * @throws IllegalArgumentException if a value, or the file of one, cannot be read
     */
    public String json() {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("source", source);
        putUnlessEmpty(body, "push", values());
        if (!pull.isEmpty()) {
            body.put("pull", pull);
        }
        putUnlessEmpty(body, "labels", pairs(labels, "--label", text -> text));
        if (name != null) {
            body.put("name", name);
        }
        if (retries > 0) {
            body.put("retries", retries);
        }
        if (depend != null) {
            body.put("depend", depend);
        }
        return JsonObject.write(body);
    }

    private static void putUnlessEmpty(
            Map<String, @Nullable Object> body, String name, Map<String, ? extends Object> all) {
        if (!all.isEmpty()) {
            body.put(name, all);
        }
    }

    private Map<String, Object> values() {
        return pairs(push, "--push", Submission::value);
    }

    private interface Reader<T> {
        T read(String text);
    }

    private static <T> Map<String, T> pairs(List<String> all, String option, Reader<T> reader) {
        Map<String, T> pairs = new LinkedHashMap<>();
        for (String pair : all) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(option + " takes NAME=VALUE, and not '" + pair + "'");
            }
            String name = pair.substring(0, equals);
            if (pairs.put(name, reader.read(pair.substring(equals + 1))) != null) {
                throw new IllegalArgumentException(option + " has '" + name + "' twice");
            }
        }
        return pairs;
    }

    /** JSON where it is that, and else a text; behind an {@code @} stands a file of JSON. */
    static Object value(String text) {
        if (text.startsWith("@")) {
            Path file = Path.of(text.substring(1));
            return new Raw(read(file, JsonObject::isValue, "is not one value in JSON"));
        }
        return JsonObject.isValue(text) ? new Raw(text) : text;
    }

    /**
     * The text of a file.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    public static String read(Path file) {
        return read(file, text -> true, "");
    }

    private static String read(Path file, Predicate<String> isGood, String otherwise) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            if (!isGood.test(text)) {
                throw new IllegalArgumentException(file + " " + otherwise);
            }
            return text.strip();
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file + ": " + e, e);
        }
    }
}
