package io.stoker.task;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The rule for names in an engine's namespace and of its properties: a name is an identifier of Java's without
 * invisible characters, and one in a namespace means nothing else in any {@link Language}.
 */
public final class Names {
    /** More than anybody types, and far below what could still be sent. */
    private static final int MAX_LENGTH = 1_000;

    private static final int SHOWN = 40;

    private static final List<Language> LANGUAGES =
            ServiceLoader.load(Language.class, Names.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private Names() {}

    /**
     * Refuses an invalid name, naming the call that it was given to.
     *
     * @throws IllegalArgumentException if it is not an identifier, or has invisible characters
     */
    public static void requireIdentifier(@Nullable String name, String call) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException(
                    call + " needs a name, not " + (name == null ? "null" : "an empty string"));
        }
        if (name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(call + " needs a name of at most " + MAX_LENGTH + " characters, but '"
                    + shown(name) + "' has " + name.length());
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isIdentifierIgnorable(c)) {
                throw new IllegalArgumentException(call + " needs an identifier, but '" + shown(name) + "' is not one: "
                        + String.format(Locale.ROOT, "it contains the invisible character U+%04X", (int) c));
            }
            if (!(i == 0 ? Character.isJavaIdentifierStart(c) : Character.isJavaIdentifierPart(c))) {
                throw new IllegalArgumentException(call + " needs an identifier, but '" + shown(name) + "' is not one");
            }
        }
    }

    /**
     * Refuses a name that cannot be used in a namespace, naming the call that it was given to.
     *
     * @throws IllegalArgumentException if it is not an identifier, or has another meaning in a task's source
     */
    public static void requireVariable(@Nullable String name, String call) {
        requireIdentifier(name, call);
        for (Language language : LANGUAGES) {
            String meaning = language.meaning(String.valueOf(name));
            if (meaning != null) {
                throw new IllegalArgumentException(call + " needs a name that a source can use, but '" + shown(name)
                        + "' is not one: it is " + meaning);
            }
        }
    }

    /**
     * These names as strings: a text of another type, such as a GString of Groovy, is the name of its characters.
     *
     * @throws IllegalArgumentException if one of them is null or not text
     */
    public static List<String> of(Collection<?> names, String call) {
        if (names == null) {
            throw new IllegalArgumentException(call + " needs names, not null");
        }
        List<String> texts = new ArrayList<>(names.size());
        for (Object name : names) {
            texts.add(text(name, call));
        }
        return texts;
    }

    /**
     * This map, in its order, with its names as strings like {@link #of(Collection, String)}.
     *
     * @throws IllegalArgumentException if a name is null or not text, or given twice, as texts of two types
     */
    public static Map<String, @Nullable Object> of(Map<?, ?> values, String call) {
        if (values == null) {
            throw new IllegalArgumentException(call + " needs a map of names, not null");
        }
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            String name = text(entry.getKey(), call);
            if (named.containsKey(name)) {
                throw new IllegalArgumentException(call + " has the name '" + shown(name)
                        + "' twice: as a String and as another type of text; remove one of them");
            }
            named.put(name, entry.getValue());
        }
        return named;
    }

    private static String text(@Nullable Object name, String call) {
        if (name instanceof CharSequence text) {
            return text.toString();
        }
        throw new IllegalArgumentException(call + " needs a name, not "
                + (name == null
                        ? "null"
                        : Brief.of(name) + ", which is a " + name.getClass().getTypeName()));
    }

    /** The name as it can be shown, or how it begins. */
    public static String shown(@Nullable String name) {
        String text = String.valueOf(name);
        return Visible.of(text.length() <= SHOWN ? text : Utf8.cut(text, SHOWN) + "…");
    }

    /**
     * That a name is missing among others, for a person: two that look the same, as {@code é} of one character and of
     * two, are told apart by their characters' numbers.
     *
     * @return empty if there is none that looks like it
     */
    public static String alike(String name, Collection<String> others) {
        for (String other : others) {
            if (!other.equals(name) && looksLike(name, other)) {
                return "'" + shown(other) + "' looks the same but is a different name: '" + Visible.ascii(other)
                        + "', not '" + Visible.ascii(name) + "'";
            }
        }
        return "";
    }

    /** Whether they are the same but for how characters are put together, or for letters of another script. */
    private static boolean looksLike(String one, String other) {
        String first = Normalizer.normalize(one, Normalizer.Form.NFKC);
        String second = Normalizer.normalize(other, Normalizer.Form.NFKC);
        if (first.length() != second.length()) {
            return false;
        }
        for (int i = 0; i < first.length(); i++) {
            char a = first.charAt(i);
            char b = second.charAt(i);
            boolean likely = a == b || Character.UnicodeScript.of(a) != Character.UnicodeScript.of(b);
            if (!likely || (a != b && !(Character.isLetter(a) && Character.isLetter(b)))) {
                return false;
            }
        }
        return true;
    }
}
