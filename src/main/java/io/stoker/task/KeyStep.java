package io.stoker.task;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The step from a map to the value under this key, in the path to a part of a value. Prints as {@code .owner}. */
public record KeyStep(@Nullable Object key) {
    @Override
    public String toString() {
        if (key instanceof Collection || key instanceof Map) {
            return "[…]";
        }
        if (!(key instanceof CharSequence text)) {
            return "[" + Brief.of(key) + "]";
        }
        String shown = Brief.text(text);
        return isIdentifier(shown) ? "." + shown : "['" + shown + "']";
    }

    private static boolean isIdentifier(String text) {
        return !text.isEmpty()
                && Character.isJavaIdentifierStart(text.charAt(0))
                && text.chars().allMatch(Character::isJavaIdentifierPart);
    }
}
