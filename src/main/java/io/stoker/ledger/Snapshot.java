package io.stoker.ledger;

import java.util.List;

/**
 * What a ledger is rebuilt from: the unfinished, and nothing of the finished but their count.
 *
 * @param nextTask the id of the next task
 * @param counts of all tasks
 * @param open the unfinished tasks, ascending by id
 * @param answers that sessions have not acknowledged
 */
public record Snapshot(long nextTask, Counts counts, List<OpenTask> open, List<KeyRun> answers) {
    public static final Snapshot EMPTY = new Snapshot(0, Counts.NONE, List.of(), List.of());
}
