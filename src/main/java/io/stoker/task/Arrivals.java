package io.stoker.task;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one map, or the elements of one set, as they will be where they arrive. Two that differ here can be equal
 * there: a {@code String} and a {@code GString} of one text, two lists of them, what was changed after it was put in,
 * or what the container's own rule tells apart, as an {@code IdentityHashMap}.
 */
final class Arrivals {
    /** Containers whose own rule is the rule of the one that is made where they arrive. */
    private static final Set<Class<?>> BY_EQUALS =
            Set.of(HashMap.class, LinkedHashMap.class, ConcurrentHashMap.class, HashSet.class, LinkedHashSet.class);

    /** What arrives as equal to itself, and to nothing that it was not equal to. */
    private static final Set<Class<?>> UNCHANGED = Set.of(
            String.class,
            Integer.class,
            Long.class,
            Short.class,
            Byte.class,
            Double.class,
            Float.class,
            Character.class,
            Boolean.class,
            BigInteger.class,
            BigDecimal.class,
            UUID.class);

    private final String what;
    private final Map<@Nullable Object, @Nullable Object> sent = new HashMap<>();

    private Arrivals(String what) {
        this.what = what;
    }

    /**
     * For the keys or elements of this container.
     *
     * @param what they are, as "keys"
     * @return null if no two of them can arrive as one
     */
    static @Nullable Arrivals of(Object container, Collection<?> all, String what) {
        if (!BY_EQUALS.contains(container.getClass())) {
            return new Arrivals(what);
        }
        for (Object one : all) {
            if (!isUnchanged(one)) {
                return new Arrivals(what);
            }
        }
        return null;
    }

    static boolean isUnchanged(@Nullable Object one) {
        return one == null || UNCHANGED.contains(one.getClass());
    }

    /**
     * One more arrives.
     *
     * @return what is wrong with that; null if it is not equal to any before it
     */
    @Nullable
    String add(@Nullable Object arrived, @Nullable Object original) {
        if (!sent.containsKey(arrived)) {
            sent.put(arrived, original);
            return null;
        }
        return "has the " + what + " " + described(sent.get(arrived)) + " and " + described(original)
                + ", which would arrive as one; make them differ, or send a list of lists";
    }

    private static String described(@Nullable Object one) {
        return one == null ? "null" : Brief.of(one) + " (" + one.getClass().getTypeName() + ")";
    }
}
