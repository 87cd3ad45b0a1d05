package io.stoker.task;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Sources that are valid, but too large for the compiler or a class file: these are not syntax errors, and the message
 * says what to do.
 */
public final class SourceLimits {
    /**
     * The stack, in bytes, of each thread that compiles or runs sources, so that all of them accept the same depth of
     * nesting. It is address space; unused stack costs nothing.
     */
    public static final long STACK_BYTES = 8 << 20;

    /** Stands for the type of such a failure. */
    public static final String TYPE = "SourceTooLarge";

    private static final String PUSH = "push large data as values instead of writing it into the source";
    private static final String NESTED = "the source is nested or chained more deeply than the compiler can follow: "
            + "give names to parts of the expression, or " + PUSH;

    private static final String DEEP = "the source has more than " + Nesting.MOST_BRACES + " braces or " + Nesting.MOST
            + " brackets nested in each other, for which the compiler would need hours: split it into functions, or "
            + PUSH;

    /** The messages of compiler and linker, at the beginning of a line, and their meanings. */
    private enum Limit {
        METHOD(
                "General error during [a-z ]+: Method too large: .*",
                "a function or closure of the source, or the code outside of them, takes more than 64 KB as "
                        + "compiled code, which is the most a class file can hold: split it into functions, or "
                        + PUSH),
        CLASS(
                "General error during [a-z ]+: Class too large: .*",
                "the source has more names, texts and numbers than one class file can hold (65535): split it into "
                        + "several sources, or " + PUSH),
        TEXT(
                "General error during [a-z ]+: UTF8 string too large.*|\\S+: \\d+: String too long\\. .*",
                "the source has a text or a name of more than 65535 bytes, which is the most a class file can hold: "
                        + PUSH + ", or read it from a file"),
        PARAMETERS(
                "General error during [a-z ]+: .*ClassFormatError: Too many arguments in method signature.*",
                "a function of the source has more than 255 parameters, which is the most a class file can hold: "
                        + "give it a list or a map"),
        ARGUMENTS(
                "(.*IllegalArgumentException: )?bad parameter count \\d+",
                "a call in the source has more than about 250 arguments, which is the most a JVM can pass: give it a "
                        + "list");

        private final Pattern said;
        private final String meaning;

        Limit(String said, String meaning) {
            this.said = Pattern.compile("(?m)^(?:" + said + ")$");
            this.meaning = meaning;
        }
    }

    private SourceLimits() {}

    /** What is wrong with a source that a compiler would not come to an end with, in one line that says what to do. */
    public static Optional<String> ofSource(String source) {
        return Nesting.isTooDeep(source) ? Optional.of(DEEP) : Optional.empty();
    }

    /** The compiler's exception as one line that says what to do, if it is of this kind. */
    public static Optional<String> ofCompiler(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof StackOverflowError) {
                return Optional.of(NESTED);
            }
        }
        return meaning(thrown);
    }

    /** The same for an exception at run time, where a call with too many arguments is found. */
    public static Optional<String> ofRun(Throwable thrown) {
        return thrown instanceof BootstrapMethodError ? meaning(thrown) : Optional.empty();
    }

    private static Optional<String> meaning(Throwable thrown) {
        String said = String.valueOf(thrown.getMessage());
        return List.of(Limit.values()).stream()
                .filter(limit -> limit.said.matcher(said).find())
                .map(limit -> limit.meaning)
                .findFirst();
    }
}
