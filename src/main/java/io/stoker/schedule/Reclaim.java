package io.stoker.schedule;

import java.util.List;

/**
 * Tasks to be asked back from an engine that has not got round to them. The engine's answer counts: they stay its own
 * until {@link Schedule#ended} says so.
 *
 * @param engine the engine's key
 * @param tasks the tasks' ids, in the order they were handed out
 */
public record Reclaim(String engine, List<Long> tasks) {
    public Reclaim {
        tasks = List.copyOf(tasks);
    }
}
