package io.stoker.kernel.groovy;

import io.stoker.task.Language;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What names mean in Groovy before a namespace has them. Loads nothing of Groovy but a class that a name is of. */
public final class GroovyWords implements Language {
    private static final Set<String> WORDS = Set.of(
            ("abstract assert boolean break byte case catch char class const continue def default do double else enum"
                            + " extends false final finally float for goto if implements import instanceof int"
                            + " interface long native new null package private protected public return short static"
                            + " strictfp super switch synchronized this threadsafe throw throws transient true try"
                            + " void volatile while")
                    .split(" "));
    private static final Set<String> OF_A_SCRIPT = Set.of("binding", "metaClass");
    private static final List<String> IMPORTED =
            List.of("java.lang.", "java.util.", "java.io.", "java.net.", "groovy.lang.", "groovy.util.");
    private static final Set<String> ALSO_IMPORTED = Set.of("BigDecimal", "BigInteger");
    private static final int MOST_REMEMBERED = 1_000;

    /** The classes that capitalised names are, which are looked for in many places. */
    private final Map<String, Optional<String>> classes = new ConcurrentHashMap<>();

    @Override
    public @Nullable String meaning(String name) {
        if (WORDS.contains(name)) {
            return "a keyword of Groovy";
        }
        if (OF_A_SCRIPT.contains(name)) {
            return "a property of every Groovy script";
        }
        if (name.equals("$")) {
            return "not a valid name in Groovy, which requires a letter";
        }
        return Character.isUpperCase(name.charAt(0)) ? importedClass(name).orElse(null) : null;
    }

    private Optional<String> importedClass(String name) {
        Optional<String> known = classes.get(name);
        if (known == null) {
            known = find(name);
            if (classes.size() < MOST_REMEMBERED) {
                classes.put(name, known);
            }
        }
        return known;
    }

    private static Optional<String> find(String name) {
        if (ALSO_IMPORTED.contains(name)) {
            return Optional.of("the class java.math." + name);
        }
        return IMPORTED.stream()
                .map(where -> where + name)
                .filter(GroovyWords::isClass)
                .findFirst()
                .map(found -> "the class " + found);
    }

    private static boolean isClass(String name) {
        try {
            Class.forName(name, false, GroovyWords.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false; // a file system that ignores case finds a class of another name
        }
    }
}
