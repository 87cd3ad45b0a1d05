package io.stoker.wire;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which of the components that may be null were seen as null, and which were not, in records and what they hold. */
final class Fields {
    private final Map<String, Boolean> seenNull = new HashMap<>();
    private final Map<String, Boolean> seenSet = new HashMap<>();

    /** Looks at a record and everything in it. */
    void look(@Nullable Object value) {
        if (value instanceof Collection<?> elements) {
            elements.forEach(this::look);
        } else if (value instanceof Record entry) {
            for (RecordComponent component : entry.getClass().getRecordComponents()) {
                Object held = read(entry, component);
                if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                    String name = entry.getClass().getSimpleName() + "." + component.getName();
                    seenNull.merge(name, held == null, Boolean::logicalOr);
                    seenSet.merge(name, held != null, Boolean::logicalOr);
                }
                look(held);
            }
        }
    }

    Map<String, Boolean> seenNull() {
        return seenNull;
    }

    Map<String, Boolean> seenSet() {
        return seenSet;
    }

    private static @Nullable Object read(Record entry, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(entry);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
