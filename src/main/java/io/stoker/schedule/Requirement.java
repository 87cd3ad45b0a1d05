package io.stoker.schedule;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A task's requirements on its engine.
 *
 * @param condition the text of a {@link io.stoker.task.Condition} on the engine's properties; null if any engine will
 *     do
 * @param alone what it must have to itself
 */
public record Requirement(@Nullable String condition, Alone alone) {
    private static final Map<Alone, Requirement> PLAIN = new EnumMap<>(Arrays.stream(Alone.values())
            .collect(Collectors.toMap(alone -> alone, alone -> new Requirement(null, alone))));

    /** Of a task that any engine may have. */
    public static final Requirement NONE = of(null, Alone.NO);

    /** Of a task that any engine may have which holds nothing else. */
    public static final Requirement EXCLUSIVE = of(null, Alone.IN_ENGINE);

    /** These requirements, without making a new one for a task that has no condition. */
    public static Requirement of(@Nullable String condition, Alone alone) {
        return condition == null ? Objects.requireNonNull(PLAIN.get(alone)) : new Requirement(condition, alone);
    }

    /** Whether nothing may be put behind it. */
    boolean exclusive() {
        return alone != Alone.NO;
    }

    /** Whether it must have a node to itself. */
    boolean ownsNode() {
        return alone == Alone.IN_NODE;
    }
}
