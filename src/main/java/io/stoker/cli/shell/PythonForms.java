package io.stoker.cli.shell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is written so in the original's language, and how Groovy writes it. */
final class PythonForms {
    private static final Map<String, String> NAMES = Map.of(
            "True", "Groovy writes true",
            "False", "Groovy writes false",
            "None", "Groovy writes null");

    private static final Map<String, String> CALLS = Map.of(
            "lambda", "Groovy writes { x -> x * x }",
            "len", "Groovy writes x.size()",
            "range", "Groovy writes 0..<n",
            "dict", "Groovy writes [a: 1]",
            "str", "Groovy writes x.toString()",
            "int", "Groovy writes x as int",
            "print", "Groovy writes println \"$a $b\"");

    /** Of lines that do not parse. */
    private static final Map<Pattern, String> LINES = new LinkedHashMap<>();

    static {
        line("for\\s+\\w.*\\bin\\b.*:", "Groovy writes for (x in xs) { … }");
        line("(?:el)?if\\b.*:", "Groovy writes if (x) { … } else if (y) { … }");
        line("while\\b.*:", "Groovy writes while (x) { … }");
        line(
                "(?:else|try|finally|except\\b.*)\\s*:",
                "Groovy writes try { … } catch (e) { … }, and if (x) { … } else { … }");
        line("def\\s+\\w+\\s*\\(.*\\)\\s*:.*", "Groovy writes def f(x) { … }");
        line("class\\b.*:", "Groovy writes class A { … }");
        line("with\\b.*:", "%px sends a line to the engines, and %autopx all following lines");
        line("from\\s+\\S+\\s+import\\b.*", "client needs no import, and Groovy writes import java.util.concurrent.*");
        line(".*\\blambda\\b.*", "Groovy writes { x -> x * x }, and engines take it as text, as in '{ x -> x * x }'");
        line("print\\b.*", "Groovy writes println x");
        line("raise\\b.*", "Groovy writes throw new RuntimeException('why')");
        line(".*\\[.*\\bfor\\b.*\\bin\\b.*\\].*", "Groovy writes xs.collect { x -> … }");
        line(".*\\{\\s*['\"][^'\"]*['\"]\\s*:.*", "Groovy writes a map as ['a': 1]");
        line("[^'\"]*#.*", "Groovy begins a comment with //");
    }

    private PythonForms() {}

    private static void line(String form, String hint) {
        LINES.put(Pattern.compile("\\s*" + form + "\\s*(?:#.*)?"), hint);
    }

    /** For a name that is not defined. */
    static Optional<String> ofName(String name) {
        return Optional.ofNullable(NAMES.get(name));
    }

    /** For a function that is not defined. */
    static Optional<String> ofCall(String name) {
        return Optional.ofNullable(CALLS.get(name));
    }

    /**
     * For a source that does not parse.
     *
     * @param line where, from 1
     */
    static Optional<String> ofLine(String source, int line) {
        List<String> lines = source.lines().toList();
        return line < 1 || line > lines.size() ? Optional.empty() : ofLine(lines.get(line - 1));
    }

    private static Optional<String> ofLine(String line) {
        return LINES.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(line).matches())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Whether the source ends in the head of a block that Groovy does not know: no other line makes it right. */
    static boolean endsInHead(String source) {
        String line = source.stripTrailing();
        return line.endsWith(":")
                && ofLine(line.substring(line.lastIndexOf('\n') + 1)).isPresent();
    }
}
