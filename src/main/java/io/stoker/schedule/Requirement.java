package io.stoker.schedule;

import org.jspecify.annotations.Nullable;

/**
 * A task's requirements on its engine.
 *
 * @param condition the text of a {@link io.stoker.task.Condition} on the engine's properties; null if any engine will
 *     do
 * @param exclusive whether it must have the engine to itself
 */
public record Requirement(@Nullable String condition, boolean exclusive) {
    /** Of a task that any engine may have. */
    public static final Requirement NONE = new Requirement(null, false);

    /** Of a task that any engine may have which holds nothing else. */
    public static final Requirement EXCLUSIVE = new Requirement(null, true);

    /** These requirements, without making a new one for a task that has no condition. */
    public static Requirement of(@Nullable String condition, boolean exclusive) {
        if (condition != null) {
            return new Requirement(condition, exclusive);
        }
        return exclusive ? EXCLUSIVE : NONE;
    }
}
