package io.stoker.schedule;

import org.jspecify.annotations.Nullable;

/**
 * A task's requirements on its engine.
 *
 * @param condition the text of a {@link io.stoker.task.Condition} on the engine's properties; null if any engine will
 *     do
 * @param alone what it must have to itself
 */
public record Requirement(@Nullable String condition, Alone alone) {
    /** Of a task that any engine may have. */
    public static final Requirement NONE = new Requirement(null, Alone.NO);

    /** Of a task that any engine may have which holds nothing else. */
    public static final Requirement EXCLUSIVE = new Requirement(null, Alone.IN_ENGINE);

    private static final Requirement OWN_NODE = new Requirement(null, Alone.IN_NODE);

    /** These requirements, without making a new one for a task that has no condition. */
    public static Requirement of(@Nullable String condition, Alone alone) {
        if (condition != null) {
            return new Requirement(condition, alone);
        }
        return switch (alone) {
            case NO -> NONE;
            case IN_ENGINE -> EXCLUSIVE;
            case IN_NODE -> OWN_NODE;
        };
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
