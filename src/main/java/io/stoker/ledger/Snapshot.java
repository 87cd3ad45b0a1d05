package io.stoker.ledger;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * What a ledger is rebuilt from: the unfinished, and nothing of the finished but how they ended.
 *
 * @param nextTask the id of the next task
 * @param counts of all tasks
 * @param open the unfinished tasks, ascending by id, without what engines hold of them, as {@link OpenState#apart()}
 * @param held for each engine that holds attempts, these in the order in which it got them
 * @param finished how the others ended, as far as they were not removed
 * @param removed which were removed, and why
 * @param pinned the ids that are pinned; not to be changed
 * @param answers that sessions have not acknowledged
 * @param marks what they have acknowledged
 */
public record Snapshot(
        long nextTask,
        Counts counts,
        List<OpenTask> open,
        Map<String, List<Holding>> held,
        List<FinishedRun> finished,
        List<Removal> removed,
        IdSet pinned,
        List<KeyRun> answers,
        List<SessionMark> marks) {
    public static final Snapshot EMPTY =
            new Snapshot(0, Counts.NONE, List.of(), Map.of(), List.of(), List.of(), new IdSet(), List.of(), List.of());

    /** The latest moment that any unfinished task or kept answer tells of, in epoch milliseconds; 0 if none does. */
    public long latestMillis() {
        LongStream tasks = LongStream.concat(
                open.stream().mapToLong(OpenTask::submitted),
                held.values().stream()
                        .flatMap(List::stream)
                        .flatMapToLong(holding -> LongStream.of(
                                holding.held().dispatched(), holding.held().started())));
        LongStream sessions = LongStream.concat(
                answers.stream().mapToLong(KeyRun::at), marks.stream().mapToLong(SessionMark::at));
        return LongStream.concat(tasks, sessions).max().orElse(0);
    }
}
