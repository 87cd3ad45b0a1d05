package io.stoker.task;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where in a value the writer stands: the lists, sets and maps it has gone into, and the step it took in each. Prints
 * as {@code p[2].owner}.
 */
final class ValuePath {
    private static final int LONGEST_STEP = 40;
    private static final int LONGEST_PATH = 300;

    private final String name;
    private final Object[] containers = new Object[Values.MAX_DEPTH];
    private final @Nullable Object[] steps = new Object[Values.MAX_DEPTH];
    private int depth;

    ValuePath(String name) {
        this.name = name;
    }

    /** Goes into a list, set or map; refuses what lies too deep, and what it is inside of already. */
    void enter(Object container) {
        for (int i = 0; i < depth; i++) {
            if (containers[i] == container) {
                throw new UnsendableValueException(
                        "cannot send '" + name + "': " + this + " is " + toString(i) + " again, so it contains itself");
            }
        }
        if (depth == Values.MAX_DEPTH) {
            throw new UnsendableValueException(
                    "cannot send '" + name + "': " + this + " lies deeper than " + Values.MAX_DEPTH + " levels");
        }
        containers[depth] = container;
        steps[depth++] = "";
    }

    void leave() {
        depth--;
    }

    /** The element at {@code index} of the list or set comes next. */
    void atIndex(int index) {
        steps[depth - 1] = index;
    }

    /** The key at {@code index} of the map comes next. */
    void atKey(int index) {
        steps[depth - 1] = ".keys[" + index + "]";
    }

    /** The value under {@code key} of the map comes next. */
    void atValueOf(@Nullable Object key) {
        steps[depth - 1] = new ValueOf(key);
    }

    @Override
    public String toString() {
        return toString(depth);
    }

    private String toString(int end) {
        StringBuilder path = new StringBuilder(name);
        for (int i = 0; i < end && path.length() <= LONGEST_PATH; i++) {
            path.append(steps[i] instanceof Integer index ? "[" + index + "]" : steps[i]);
        }
        return path.length() <= LONGEST_PATH ? path.toString() : Utf8.head(path.toString(), LONGEST_PATH);
    }

    private record ValueOf(@Nullable Object key) {
        @Override
        public String toString() {
            if (key instanceof Collection || key instanceof Map) {
                return "[…]";
            }
            String text = key instanceof CharSequence ? key.toString() : String.valueOf(key);
            String shown = Utf8.head(text, LONGEST_STEP);
            if (!(key instanceof CharSequence)) {
                return "[" + shown + "]";
            }
            return isIdentifier(shown) ? "." + shown : "['" + shown + "']";
        }

        private static boolean isIdentifier(String text) {
            return !text.isEmpty()
                    && Character.isJavaIdentifierStart(text.charAt(0))
                    && text.chars().allMatch(Character::isJavaIdentifierPart);
        }
    }
}
