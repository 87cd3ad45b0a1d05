package io.stoker.task;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A task's requirements on an engine's properties: comparisons, joined by and, or and not. A condition is data: it can
 * be sent, kept, printed and compared, and testing it runs no user code.
 *
 * <p>It is written in Java, as {@code property("RAM").atLeast(1L << 32).and(property("mpi").isNot("no"))}, or as text,
 * which {@link #parse} reads and {@link #toString} returns:
 *
 * <pre>{@code
 * RAM > 2**32 and not mpi == 'no'     a property on the left, a constant on the right
 * cores >= 4 or gpu                   a name alone: that property is true
 * has mpi && !(cores < 4 || slow)     has: that property exists; the other way to write and, or, not
 * }</pre>
 *
 * <p>Comparisons are {@code < <= > >= == !=}; the first four are for numbers. Constants are numbers, with {@code + - *}
 * and {@code **} for powers, {@code true}, {@code false}, and text in single or double quotes, where a backslash stands
 * before a quote or a backslash that is part of the text. A name begins with a letter or underscore, and letters,
 * digits, underscores and dots follow. {@code and} binds closer than {@code or}, {@code not} closer than both.
 *
 * <p>Numbers of all types compare by value, and a floating-point fraction by its printed value: 0.1 is 0.1. A
 * comparison with a property that is missing, null or of another type is false. {@code not} does not change that:
 * <em>{@code not} turns each comparison inside it into its opposite</em>, so {@code not RAM < 8} is {@code RAM >= 8},
 * and false if the property is missing. To ask for a missing property, write {@code not has RAM}.
 *
 * <p>Two conditions are equal when they have the same text, which no longer contains a {@code not} before a comparison.
 */
public abstract sealed class Condition permits Comparison, Presence, Junction {
    /** How many bytes a condition's text may have. */
    public static final int MAX_BYTES = 4 << 10;

    /** How deep parentheses may be nested. */
    public static final int MAX_DEPTH = 50;

    private final String text;
    private final int depth;

    Condition(String text, int depth) {
        this.text = requireShort(text);
        this.depth = depth;
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "a condition may be at most " + MAX_DEPTH + " levels deep, but this one has " + depth);
        }
    }

    static String requireShort(String text) {
        long bytes = Utf8.length(text);
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a condition may have at most " + MAX_BYTES + " bytes of text, but this one has " + bytes);
        }
        return text;
    }

    /**
     * Begins a condition on the property of this name.
     *
     * @throws IllegalArgumentException if the text form has no such name
     */
    public static PropertyCondition property(String name) {
        return new PropertyCondition(name);
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if it is invalid; the message shows where
     */
    public static Condition parse(String text) {
        if (text == null) {
            throw new IllegalArgumentException("a condition's text must not be null");
        }
        return new ConditionParser(requireShort(text)).parse();
    }

    /** True where both are. */
    public Condition and(Condition other) {
        return Junction.of(Junction.Kind.AND, this, requireCondition("and", other));
    }

    /** True where one of them is, or both. */
    public Condition or(Condition other) {
        return Junction.of(Junction.Kind.OR, this, requireCondition("or", other));
    }

    private static Condition requireCondition(String call, Condition other) {
        if (other == null) {
            throw new IllegalArgumentException(call + " needs a condition, not null");
        }
        return other;
    }

    /** The opposite of every comparison in it. */
    public abstract Condition not();

    /** Whether an engine with these properties will do. */
    public boolean test(EngineProperties properties) {
        return test(Arguments.given(properties, "a test needs properties")::get);
    }

    /**
     * Whether an engine will do.
     *
     * @param properties returns the value of a name, or null if there is none
     */
    public final boolean test(Function<String, ? extends @Nullable Object> properties) {
        return holds(Arguments.given(properties, "a test needs properties"));
    }

    /** Whether the given values meet it. */
    abstract boolean holds(Function<String, ? extends @Nullable Object> properties);

    /** The conditions that must all be true: of an {@code and} those that it joins, and else this alone. */
    public List<Condition> parts() {
        return List.of(this);
    }

    /** The names of the properties it asks for, in the order of the text. */
    public Set<String> properties() {
        Set<String> names = new LinkedHashSet<>();
        addProperties(names);
        return names;
    }

    abstract void addProperties(Set<String> names);

    int depth() {
        return depth;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Condition that && text.equals(that.text);
    }

    @Override
    public final int hashCode() {
        return text.hashCode();
    }

    /** The canonical text, which {@link #parse} reads as an equal condition. */
    @Override
    public final String toString() {
        return text;
    }
}
