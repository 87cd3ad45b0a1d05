package io.stoker.code;

import java.io.Serializable;
import java.lang.ref.Reference;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why an object cannot exist in another JVM, and what to do about it. */
final class Flaw {
    private static final String LAMBDA = "$$Lambda";

    private record Advice(Class<?> type, String text) {}

    /** For classes of the JDK; the first that fits is meant. */
    private static final List<Advice> ADVICE = List.of(
            new Advice(Optional.class, "hold its content, orElse(null)"),
            new Advice(BaseStream.class, "collect its elements into a list"),
            new Advice(Iterator.class, "collect its elements into a list"),
            new Advice(Collection.class, "copy it, new ArrayList<>(it)"),
            new Advice(Map.class, "copy it, new HashMap<>(it)"),
            new Advice(Map.Entry.class, "copy it, new AbstractMap.SimpleEntry<>(it)"),
            new Advice(Path.class, "hold its text, toString()"),
            new Advice(Thread.class, "start it inside the function"),
            new Advice(Executor.class, "create it inside the function"),
            new Advice(AutoCloseable.class, "open it inside the function"),
            new Advice(Reference.class, "hold what it refers to"),
            new Advice(Object.class, "create it inside the function, or take what is needed from it first"));

    private Flaw() {}

    /** The flaw, as "is a com.acme.Cache, which is not Serializable: make it Serializable"; null if there is none. */
    static @Nullable String of(Object object) {
        boolean isClass = object instanceof Class;
        Class<?> type = isClass ? (Class<?>) object : object.getClass();
        String is = (isClass ? "is the class " : "is a ") + type.getTypeName() + ", which ";
        if (Proxy.isProxyClass(type)) {
            return is + "is a proxy of " + interfaces(type) + " and exists in this JVM only: send what it stands for";
        }
        if (object instanceof Serializable) {
            return Jdk.element(type).isHidden()
                    ? is + "is hidden and exists in this JVM only: use a class that has a name"
                    : null;
        }
        return isLambda(type) ? lambda(type) : is + "is not Serializable: " + advice(object);
    }

    private static boolean isLambda(Class<?> type) {
        return type.isHidden() && type.getName().contains(LAMBDA);
    }

    private static String lambda(Class<?> type) {
        String function = interfaces(type);
        return "is a lambda or method reference of the type " + function
                + ", which is not Serializable: declare an interface that extends it and java.io.Serializable,"
                + " or cast it to (" + function + " & java.io.Serializable)";
    }

    private static String interfaces(Class<?> type) {
        return Arrays.stream(type.getInterfaces()).map(Class::getTypeName).collect(Collectors.joining(", "));
    }

    private static String advice(Object object) {
        if (!Jdk.has(object.getClass())) {
            return "make it Serializable";
        }
        return ADVICE.stream()
                .filter(advice -> advice.type.isInstance(object))
                .findFirst()
                .map(Advice::text)
                .orElseThrow();
    }
}
