package io.stoker.code;

import io.stoker.task.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The values that arrive as {@link Values} in the class they were sent in: what never changes, arrays, and
 * {@code ArrayList}s of those. Maps and sets are not among them, because the order, the comparator or the capacity of
 * most is lost, and neither is a list that has one and the same list, array or date in it twice, which would arrive as
 * two.
 */
final class ExactValues {
    private static final Set<Class<?>> UNCHANGEABLE = Set.of(
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class,
            String.class,
            UUID.class,
            Instant.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class,
            Duration.class);

    private static final Set<Class<?>> CHANGEABLE = Set.of(
            boolean[].class,
            byte[].class,
            char[].class,
            short[].class,
            int[].class,
            long[].class,
            float[].class,
            double[].class,
            String[].class,
            Date.class);

    private final Set<Object> met = Collections.newSetFromMap(new IdentityHashMap<>());

    private ExactValues() {}

    /** Whether the value is one. */
    static boolean contain(@Nullable Object value) {
        return new ExactValues().contain(value, 0);
    }

    private boolean contain(@Nullable Object value, int depth) {
        if (value == null || UNCHANGEABLE.contains(value.getClass())) {
            return true;
        }
        if (CHANGEABLE.contains(value.getClass())) {
            return met.add(value);
        }
        if (value.getClass() != ArrayList.class || depth == Values.MAX_DEPTH || !met.add(value)) {
            return false;
        }
        for (Object element : ((ArrayList<?>) value).toArray()) { // a copy, which nobody changes meanwhile
            if (!contain(element, depth + 1)) {
                return false;
            }
        }
        return true;
    }
}
