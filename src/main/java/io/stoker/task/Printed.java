package io.stoker.task;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Values as the original prints them: text quoted, maps as {@code {'a': 73}}; as they can be shown. */
final class Printed {
    private static final int MOST_DIGITS = 100_000;

    private Printed() {}

    static String value(@Nullable Object value) {
        if (value instanceof String text) {
            return "'" + Visible.of(text) + "'";
        }
        if (value instanceof Map<?, ?> map) {
            StringJoiner joiner = new StringJoiner(", ", "{", "}");
            map.forEach((key, element) -> joiner.add(value(key) + ": " + value(element)));
            return joiner.toString();
        }
        if (value instanceof RecordValue record) {
            StringJoiner joiner = new StringJoiner(", ", Visible.of(record.simpleName()) + "[", "]");
            record.components().forEach((name, component) -> joiner.add(Visible.of(name) + "=" + value(component)));
            return joiner.toString();
        }
        if (value instanceof Iterable<?> elements) {
            StringJoiner joiner = new StringJoiner(", ", "[", "]");
            elements.forEach(element -> joiner.add(value(element)));
            return joiner.toString();
        }
        if (value instanceof byte[] bytes) {
            return "byte[" + bytes.length + "]";
        }
        if (value instanceof Object[] elements) {
            return value(Arrays.asList(elements));
        }
        return value != null && value.getClass().isArray()
                ? numbers(value)
                : Visible.of(
                        value instanceof Number number ? Brief.number(number, MOST_DIGITS) : String.valueOf(value));
    }

    private static String numbers(Object array) {
        StringJoiner joiner = new StringJoiner(", ", "[", "]");
        for (int i = 0; i < Array.getLength(array); i++) {
            joiner.add(String.valueOf(Array.get(array, i)));
        }
        return joiner.toString();
    }
}
