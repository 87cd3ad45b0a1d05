package io.stoker.code;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds classes by the names that serialised objects give them. */
final class ClassLookup {
    private static final Map<String, Class<?>> PRIMITIVES = Stream.of(
                    boolean.class,
                    byte.class,
                    char.class,
                    short.class,
                    int.class,
                    long.class,
                    float.class,
                    double.class,
                    void.class)
            .collect(Collectors.toUnmodifiableMap(Class::getName, type -> type));

    private ClassLookup() {}

    /** The class, which is not initialised. */
    static Class<?> find(String name, @Nullable ClassLoader loader) throws ClassNotFoundException {
        Class<?> primitive = PRIMITIVES.get(name);
        return primitive == null ? Class.forName(name, false, loader) : primitive;
    }

    /** The class that another one refers to by this name, which it therefore can find. */
    static Class<?> of(String name, Class<?> from) {
        try {
            return find(name, from.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(from.getName() + " refers to the class " + name + " and cannot find it", e);
        }
    }
}
