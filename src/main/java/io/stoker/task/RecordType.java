package io.stoker.task;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How records of one class are read and made. The class may be private. */
record RecordType(Class<?> type, List<RecordComponent> components) {
    private static final ClassValue<RecordType> KNOWN = new ClassValue<>() {
        @Override
        protected RecordType computeValue(Class<?> type) {
            return new RecordType(type, List.of(type.getRecordComponents()));
        }
    };

    /** @param type a class of records */
    static RecordType of(Class<?> type) {
        return KNOWN.get(type);
    }

    /** What is in a record of this class. Throws what its accessors throw. */
    RecordValue read(Record record) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (RecordComponent component : components) {
            values.put(component.getName(), call(component.getAccessor(), accessor -> accessor.invoke(record)));
        }
        return new RecordValue(type.getName(), values);
    }

    /** A record of these components. Throws what the constructor throws. */
    Object make(@Nullable Object[] values) {
        Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return call(constructor, maker -> maker.newInstance(values));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e); // every record has this constructor
        }
    }

    private interface Call<M, T extends @Nullable Object> {
        T of(M member) throws ReflectiveOperationException;
    }

    private static <M extends AccessibleObject, T extends @Nullable Object> T call(M member, Call<M, T> call) {
        member.trySetAccessible(); // where this is refused, the call says why
        try {
            return call.of(member);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The names of the components, in their order. */
    List<String> names() {
        return components.stream().map(RecordComponent::getName).toList();
    }

    @Override
    public String toString() {
        return type.getTypeName() + names();
    }
}
