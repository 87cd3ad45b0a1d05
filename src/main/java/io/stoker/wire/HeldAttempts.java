package io.stoker.wire;

import io.stoker.task.AttemptId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The attempts that an engine holds.
 *
 * @param queued received, not started
 * @param running started, not ended; one at most
 * @param unacknowledged ended, and the controller has not said that it knows
 * @param givesWay whether direct calls wait or run, for which it gives back what it is assigned
 */
public record HeldAttempts(
        List<AttemptId> queued, List<AttemptId> running, List<AttemptId> unacknowledged, boolean givesWay) {
    public static final HeldAttempts NONE = new HeldAttempts(List.of(), List.of(), List.of(), false);

    /** Whether the attempt is in one of the lists. */
    public boolean holds(AttemptId attempt) {
        return queued.contains(attempt) || running.contains(attempt) || unacknowledged.contains(attempt);
    }

    /** How many they are. */
    int size() {
        return queued.size() + running.size() + unacknowledged.size();
    }

    /** All of them, each once. */
    public Set<AttemptId> all() {
        Set<AttemptId> all = new HashSet<>(queued);
        all.addAll(running);
        all.addAll(unacknowledged);
        return all;
    }
}
