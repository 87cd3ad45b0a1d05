package io.stoker.ledger;

import java.util.List;
import java.util.stream.LongStream;

/**
 * What a ledger is rebuilt from: the unfinished, and nothing of the finished but how they ended.
 *
 * @param nextTask the id of the next task
 * @param counts of all tasks
 * @param open the unfinished tasks, ascending by id
 * @param finished how the others ended, as far as they were not removed
 * @param removed which were removed, and why
 * @param pinned the ids that are pinned, ascending
 * @param answers that sessions have not acknowledged
 * @param marks what they have acknowledged
 */
public record Snapshot(
        long nextTask,
        Counts counts,
        List<OpenTask> open,
        List<FinishedRun> finished,
        List<Removal> removed,
        List<Long> pinned,
        List<KeyRun> answers,
        List<SessionMark> marks) {
    public static final Snapshot EMPTY =
            new Snapshot(0, Counts.NONE, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    /** The latest moment that any unfinished task or kept answer tells of, in epoch milliseconds; 0 if none does. */
    public long latestMillis() {
        LongStream tasks = open.stream().flatMapToLong(task -> {
            OpenState.Held held = task.state().held();
            return held == null
                    ? LongStream.of(task.submitted())
                    : LongStream.of(task.submitted(), held.dispatched(), held.started());
        });
        LongStream sessions = LongStream.concat(
                answers.stream().mapToLong(KeyRun::at), marks.stream().mapToLong(SessionMark::at));
        return LongStream.concat(tasks, sessions).max().orElse(0);
    }
}
