package io.stoker.code;

import io.stoker.task.KeyStep;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one object. The fields of the JDK's classes are closed to others: of collections, maps and some more the
 * parts are asked for by their methods, and the rest has none that could be named.
 */
final class Parts {
    private final List<Part> parts = new ArrayList<>();

    private Parts() {}

    static List<Part> of(Object object) {
        Parts parts = new Parts();
        try {
            parts.addAll(object);
        } catch (RuntimeException | ReflectiveOperationException e) {
            // Its own methods threw: what they gave before is all that is known of it.
            return parts.parts;
        }
        return parts.parts;
    }

    private void add(Object step, @Nullable Object part) {
        if (part != null && parts.size() < ObjectPath.MOST_OBJECTS) {
            parts.add(new Part(step, part));
        }
    }

    private void addAll(Object object) throws ReflectiveOperationException {
        Object written = object instanceof Serializable ? written(object) : null;
        if (written == null || written instanceof String || written instanceof Class || written instanceof Enum) {
            return;
        }
        if (written instanceof SerializedLambda lambda) {
            addCaptured(lambda, object.getClass().getClassLoader());
        } else if (written instanceof Object[] elements) {
            addElements(Arrays.asList(elements));
        } else {
            addFields(written, written.getClass());
        }
    }

    /** The object, or what it has itself replaced by when it is written. */
    private static @Nullable Object written(Object object) throws ReflectiveOperationException {
        for (Class<?> type = object.getClass(); type != null && !Jdk.has(type); type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals("writeReplace") && method.getParameterCount() == 0 && opens(method)) {
                    return method.invoke(object);
                }
            }
        }
        return object;
    }

    private static boolean opens(AccessibleObject member) {
        return member.trySetAccessible();
    }

    private void addCaptured(SerializedLambda lambda, @Nullable ClassLoader loader) {
        List<Capture> captures = Capture.all(lambda, loader);
        for (int i = 0; i < captures.size(); i++) {
            add(captures.get(i), lambda.getCapturedArg(i));
        }
    }

    private void addElements(Collection<?> elements) {
        int index = 0;
        for (Object element : elements) {
            add(index++, element);
        }
    }

    /** Those that this class and its superclasses declare. */
    private void addFields(Object object, @Nullable Class<?> type) throws ReflectiveOperationException {
        ObjectStreamClass description = type == null ? null : ObjectStreamClass.lookup(type);
        if (type == null || description == null) {
            return; // what is above is not Serializable, and not written
        }
        if (Jdk.has(type)) {
            addByMethods(object);
            return;
        }
        addFields(object, type.getSuperclass());
        for (ObjectStreamField written : description.getFields()) {
            if (!written.isPrimitive()) {
                Field field = type.getDeclaredField(written.getName());
                if (opens(field)) {
                    add(new Part.Field(field.getName()), field.get(object));
                }
            }
        }
    }

    private void addByMethods(Object object) {
        if (object instanceof SortedSet<?> set) {
            add(".comparator()", set.comparator());
        } else if (object instanceof PriorityQueue<?> queue) {
            add(".comparator()", queue.comparator());
        } else if (object instanceof SortedMap<?, ?> map) {
            add(".comparator()", map.comparator());
        }
        if (object instanceof Collection<?> elements) {
            addElements(elements);
        } else if (object instanceof Map<?, ?> map) {
            addEntries(map);
        } else if (object instanceof Map.Entry<?, ?> entry) {
            add(".getKey()", entry.getKey());
            add(".getValue()", entry.getValue());
        } else if (object instanceof AtomicReference<?> reference) {
            add(".get()", reference.get());
        } else if (object instanceof Throwable thrown) {
            add(".getCause()", thrown.getCause());
            Throwable[] suppressed = thrown.getSuppressed();
            for (int i = 0; i < suppressed.length; i++) {
                add(".getSuppressed()[" + i + "]", suppressed[i]);
            }
        }
    }

    private void addEntries(Map<?, ?> map) {
        int index = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            add(".keys[" + index++ + "]", entry.getKey());
            add(new KeyStep(entry.getKey()), entry.getValue());
        }
    }
}
