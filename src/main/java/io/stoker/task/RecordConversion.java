package io.stoker.task;

import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes records of what has arrived of them. */
final class RecordConversion {
    private RecordConversion() {}

    /** A record of this class. */
    static Object of(RecordValue value, Class<?> type) {
        return record(value, type, value.simpleName());
    }

    /** @param path names the value in errors */
    private static Object record(RecordValue value, Class<?> type, String path) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type.getTypeName() + " is not a class of records");
        }
        RecordType made = RecordType.of(type);
        if (!new HashSet<>(made.names()).equals(value.components().keySet())) {
            throw new IllegalArgumentException(
                    path + " has the components " + value.components().keySet() + ", and cannot become a " + made);
        }
        @Nullable Object[] values = new @Nullable Object[made.components().size()];
        int next = 0;
        for (RecordComponent component : made.components()) {
            String name = component.getName();
            values[next++] = component(value.get(name), component, path + "." + name);
        }
        try {
            return made.make(values);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    path + " cannot become a " + type.getTypeName() + ", whose constructor threw " + e, e);
        }
    }

    private static @Nullable Object component(@Nullable Object value, RecordComponent component, String path) {
        Object converted = value(value, component.getGenericType(), path);
        Class<?> type = MethodType.methodType(component.getType()).wrap().returnType();
        if (converted == null ? component.getType().isPrimitive() : !type.isInstance(converted)) {
            throw new IllegalArgumentException(path + " is " + Brief.of(converted) + ", and cannot become a "
                    + component.getType().getTypeName());
        }
        return converted;
    }

    /** The value with records in place of what has arrived of them, as far as the declared type names their classes. */
    static @Nullable Object value(@Nullable Object value, Type declared, String path) {
        Type type = declared instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : declared;
        if (type instanceof Class<?> wanted) {
            return value instanceof RecordValue arrived && wanted.isRecord() ? record(arrived, wanted, path) : value;
        }
        if (!(type instanceof ParameterizedType parameterized)) {
            return value;
        }
        Type[] inner = parameterized.getActualTypeArguments();
        if (value instanceof RecordValue) {
            return value(value, parameterized.getRawType(), path);
        }
        if (value instanceof List<?> list && inner.length == 1) {
            return elements(list, inner[0], new ArrayList<>(), path);
        }
        if (value instanceof Set<?> set && inner.length == 1) {
            return elements(set, inner[0], new LinkedHashSet<>(), path);
        }
        return value instanceof Map<?, ?> map && inner.length == 2 ? map(map, inner, path) : value;
    }

    private static Collection<@Nullable Object> elements(
            Collection<?> elements, Type type, Collection<@Nullable Object> converted, String path) {
        int index = 0;
        for (Object element : elements) {
            converted.add(value(element, type, path + "[" + index++ + "]"));
        }
        return converted;
    }

    private static Map<@Nullable Object, @Nullable Object> map(Map<?, ?> map, Type[] types, String path) {
        Map<@Nullable Object, @Nullable Object> converted = new LinkedHashMap<>();
        map.forEach((key, value) ->
                converted.put(value(key, types[0], path + ".keys"), value(value, types[1], path + new KeyStep(key))));
        return converted;
    }
}
