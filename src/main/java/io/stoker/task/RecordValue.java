package io.stoker.task;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A Java record where it has arrived: the name of its class, and its components. The class itself need not be there;
 * where it is, {@link #as} makes the record. In Groovy, {@code p.x} and {@code p.x()} are its component {@code x}.
 *
 * <p>Immutable as records are: components stay, and a list among them can be changed. Two are equal if their class's
 * name and their components are. It prints as the record, {@code Point[x=3, y=4]}; as JSON it is an object of its
 * components.
 */
public final class RecordValue extends RecordContent {
    /** Java has no more parameters for a constructor. */
    static final int MOST_COMPONENTS = 255;

    private static final long serialVersionUID = 1L;

    /**
     * A record of a class that need not be there.
     *
     * @param components in their order; copied
     * @throws IllegalArgumentException if the class or a component has no name, or there are more components than a
     *     class can have
     */
    public static RecordValue of(String typeName, Map<String, ? extends @Nullable Object> components) {
        if (Arguments.given(typeName, "a record needs the name of its class").isEmpty()
                || Arguments.given(components, "a record needs components").containsKey("")) {
            throw new IllegalArgumentException("a record's class and components must have names");
        }
        if (components.size() > MOST_COMPONENTS) {
            throw new IllegalArgumentException(
                    "a record has at most " + MOST_COMPONENTS + " components, not " + components.size());
        }
        return new RecordValue(typeName, new LinkedHashMap<>(components));
    }

    /** @param components in their order; copied */
    RecordValue(String typeName, Map<String, @Nullable Object> components) {
        super(typeName, Collections.unmodifiableMap(new LinkedHashMap<>(components)));
    }

    @Override
    @JsonValue
    public Map<String, @Nullable Object> components() {
        return super.components();
    }

    /**
     * The component of this name.
     *
     * @throws NoSuchElementException if there is none; the message lists those that there are
     */
    public @Nullable Object get(String component) {
        if (!components().containsKey(component)) {
            throw new NoSuchElementException(
                    "the record " + simpleName() + " has no component '" + Names.shown(String.valueOf(component))
                            + "'; it has " + components().keySet());
        }
        return components().get(component);
    }

    /**
     * The record, made by its constructor. Its class may be another one than the record was of, if its components have
     * the same names and types; records among the components become records too, also in lists, sets and maps whose
     * declared types name their classes.
     *
     * @throws IllegalArgumentException if the class has other components, or its constructor throws, which is the cause
     *     then; the message names the component
     */
    public <T extends Record> T as(Class<T> type) {
        return type.cast(RecordConversion.of(this, Arguments.given(type, "as needs a class")));
    }

    /** {@code Point} of {@code com.acme.Shapes$Point}. */
    public String simpleName() {
        String name = typeName()
                .substring(Math.max(typeName().lastIndexOf('.'), typeName().lastIndexOf('$')) + 1);
        return name.replaceFirst("^[0-9]+", ""); // in front of the name of a class in a method
    }

    /** For Groovy, which calls this for {@code p.x()}, as code that has the record's class calls it. */
    public @Nullable Object methodMissing(String method, Object arguments) {
        int count = arguments instanceof Object[] all ? all.length : 1;
        if (count == 0 && components().containsKey(method)) {
            return get(method);
        }
        throw new UnsupportedOperationException("the record " + simpleName() + " arrived without its class: it has its"
                + " components " + components().keySet() + ", and no method " + Names.shown(method) + " with "
                + count + " arguments");
    }

    /** For Groovy, which calls this for {@code p.x = 5}. */
    public void propertyMissing(String component, @Nullable Object value) {
        throw new UnsupportedOperationException("the component '" + Names.shown(component) + "' of " + simpleName()
                + " cannot be set: records do not change");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecordValue that
                && typeName().equals(that.typeName())
                && components().equals(that.components());
    }

    @Override
    public int hashCode() {
        return 31 * typeName().hashCode() + components().hashCode();
    }

    @Override
    public String toString() {
        StringJoiner joiner = new StringJoiner(", ", simpleName() + "[", "]");
        components().forEach((name, value) -> joiner.add(name + "=" + value));
        return joiner.toString();
    }
}
