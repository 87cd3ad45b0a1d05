package io.stoker.kernel.groovy;

import java.util.regex.Pattern;

/** What a source is to be. */
enum Form {
    /** Anything that compiles; its imports and classes hold from then on. */
    CELL,
    /** A closure, or the declaration of one function, which may be overloaded. */
    FUNCTION,
    /** A function, or another expression that gives one and assigns nothing. */
    FUNCTION_OR_EXPRESSION;

    /** Groovy takes {@code x -> x + 1} for a lambda only where something else stands before it. */
    private static final Pattern BARE_LAMBDA =
            Pattern.compile("\\s*[\\p{L}_$][\\p{L}\\p{N}_$]*\\s*->.*", Pattern.DOTALL);

    /** What has to stand before a source of this form; no line of its own. */
    String prefix(String source) {
        return this != CELL && BARE_LAMBDA.matcher(source).matches() ? "_ = " : "";
    }
}
