package io.stoker.cli.shell;

import groovy.lang.Binding;
import groovy.lang.ReadOnlyPropertyException;
import java.lang.reflect.Array;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;
import org.codehaus.groovy.runtime.typehandling.GroovyCastException;
import org.jspecify.annotations.Nullable;

/**
 * Names whose values outlive the source that declares them. What is assigned to a name that was declared with a type,
 * by whatever source, becomes a value of that type, as with a local variable of Groovy's.
 */
class TypedVariables extends Binding {
    private final Map<String, Declared> declared = new ConcurrentHashMap<>();

    private record Declared(Class<?> type, boolean isFinal) {}

    /**
     * Declares a name, which forgets what it was before.
     *
     * @param type {@code Object} for a name without a type
     * @param isFinal whether this is its value until it is declared anew
     */
    void declare(String name, Class<?> type, boolean isFinal, @Nullable Object value) {
        Object typed = typed(value, type);
        declared.put(name, new Declared(type, isFinal));
        super.setVariable(name, typed);
    }

    /**
     * Declares a name without a value: a primitive one has its type's 0 or false, a final one is given its value yet.
     */
    void declare(String name, Class<?> type, boolean isFinal) {
        declared.put(name, new Declared(type, isFinal));
        if (isFinal) {
            removeVariable(name);
        } else {
            super.setVariable(name, type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null);
        }
    }

    @Override
    public void setVariable(String name, @Nullable Object value) {
        Declared type = declared.get(name);
        if (type == null) {
            super.setVariable(name, value);
            return;
        }
        if (type.isFinal && super.hasVariable(name)) {
            throw new ReadOnlyPropertyException(name, "the shell, where it was declared final");
        }
        super.setVariable(name, typed(value, type.type));
    }

    private static @Nullable Object typed(@Nullable Object value, Class<?> type) {
        Object typed = DefaultTypeTransformation.castToType(value, type);
        if (typed == null && type.isPrimitive()) {
            throw new GroovyCastException(null, type);
        }
        return typed;
    }
}
