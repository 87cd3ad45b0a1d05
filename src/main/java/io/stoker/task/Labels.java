package io.stoker.task;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of what a task may be labelled with and called. */
public final class Labels {
    /** So many labels a task has at most. */
    public static final int MOST = 16;
    /** The characters of a key. */
    public static final int LONGEST_KEY = 63;
    /** The characters of a value, and of a name. */
    public static final int LONGEST_VALUE = 256;

    /** The key under which a task's name stands among its labels: no label's key is empty. */
    public static final String NAME = "";

    /** What the keys of labels begin with that Stoker itself gives to tasks. */
    public static final String OWN = "stoker/";
    /** The key of the label that has the id of the task of which this one is a retry. */
    public static final String RETRY_OF = OWN + "retry-of";

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._/-]{1," + LONGEST_KEY + "}");
    private static final int SHOWN = 40;
    /** What tells how long the two texts of a label are. */
    private static final int LENGTHS = 6;

    private Labels() {}

    /**
     * The key, if it can be one.
     *
     * @throws IllegalArgumentException if it cannot
     */
    public static String requireKey(@Nullable String key) {
        if (key == null || !KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("a label's key has 1 to " + LONGEST_KEY
                    + " of the characters A-Z a-z 0-9 . _ / and -, but this is " + shown(key) + ": use another key");
        }
        if (key.startsWith(OWN) && !key.equals(RETRY_OF)) {
            throw own(key);
        }
        return key;
    }

    private static IllegalArgumentException own(String key) {
        return new IllegalArgumentException("labels whose keys begin with " + OWN + " are Stoker's own, but this is "
                + shown(key) + ": use another key");
    }

    /**
     * The key, if a task may be given a label with it.
     *
     * @throws IllegalArgumentException if no label can have it, or only one of Stoker's own
     */
    static String requireOther(@Nullable String key) {
        String good = requireKey(key);
        if (isOwn(good)) {
            throw own(good);
        }
        return good;
    }

    private static boolean isOwn(String key) {
        return key.equals(NAME) || key.equals(RETRY_OF);
    }

    /**
     * The value, if the label with this key can have it.
     *
     * @throws IllegalArgumentException if it cannot
     */
    public static String requireValue(String key, @Nullable String value) {
        return requireText("the value of the label '" + key + "'", value, 0);
    }

    /**
     * The name, if a task can be called so.
     *
     * @throws IllegalArgumentException if it cannot
     */
    public static String requireName(@Nullable String name) {
        return requireText("a task's name", name, 1);
    }

    private static String requireText(String what, @Nullable String text, int least) {
        if (text == null || text.length() < least || text.length() > LONGEST_VALUE) {
            throw new IllegalArgumentException(
                    what + " has " + least + " to " + LONGEST_VALUE + " characters, but this is " + shown(text)
                            + ": put a longer text into the task's source or values");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    what + " must have no control characters as line ends and tabs, but this is " + shown(text)
                            + ": replace them");
        }
        if (Utf8.halfPair(text) >= 0) {
            throw new IllegalArgumentException(
                    what + " must be text, but at index " + Utf8.halfPair(text) + " is half of a surrogate pair");
        }
        return text;
    }

    private static String shown(@Nullable String text) {
        if (text == null) {
            return "null";
        }
        String note = text.length() > SHOWN ? "… (" + text.length() + " characters)" : "";
        return "'" + Visible.line(Utf8.cut(text, SHOWN)) + "'" + note;
    }

    /**
     * Checks the labels of a task, and its name among them.
     *
     * @throws IllegalArgumentException if a task cannot have these
     */
    public static void check(Map<String, String> labels) {
        requireCount(labels);
        labels.forEach((key, value) -> {
            if (key.equals(NAME)) {
                requireName(value);
            } else {
                requireValue(requireKey(key), value);
            }
        });
    }

    /** The name, and labels of Stoker's own, do not count. */
    private static void requireCount(Map<String, String> labels) {
        long count = labels.keySet().stream().filter(key -> !isOwn(key)).count();
        if (count > MOST) {
            throw new IllegalArgumentException("a task has at most " + MOST + " labels, but this one has " + count
                    + ": leave some out, or put several into one value");
        }
    }

    /** These labels with another one, in the order of their keys. */
    static Map<String, String> with(Map<String, String> labels, String key, String value) {
        SortedMap<String, String> more = new TreeMap<>(labels);
        more.put(key, value);
        requireCount(more);
        return Collections.unmodifiableMap(more);
    }

    /** These labels without the name among them. */
    public static Map<String, String> withoutName(Map<String, String> labels) {
        if (!labels.containsKey(NAME)) {
            return labels;
        }
        SortedMap<String, String> others = new TreeMap<>(labels);
        others.remove(NAME);
        return Collections.unmodifiableMap(others);
    }

    /** About how many bytes they take on the wire. */
    static long bytes(Map<String, String> labels) {
        long bytes = 0;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            bytes += LENGTHS + Utf8.length(label.getKey()) + Utf8.length(label.getValue());
        }
        return bytes;
    }
}
