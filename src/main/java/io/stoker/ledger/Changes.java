package io.stoker.ledger;

import io.stoker.task.FinishedTask;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows that decisions have inserted, updated and deleted since others were taken: what a store has to do, and all
 * it has to know. What came and went in between may be in both. A dispatch changes what its engine holds and nothing
 * else, so that it costs no row of its own.
 *
 * @param nextTask the id of the next task
 * @param counts of all tasks
 * @param accepted new tasks, in the order of their ids
 * @param ended tasks that have ended, those among the new ones included
 * @param states what has become of unfinished tasks, as {@link OpenState#apart()}
 * @param held for engines that got or lost an attempt, all that they hold now; empty if that is nothing
 * @param answers new answers of sessions
 * @param marks what sessions have acknowledged; their answers up to there go, also new ones
 * @param forgotten sessions whose earlier mark goes
 * @param used new uses of values
 * @param unused uses that are over, also new ones. Those of a result go with it and are not named
 * @param pinned tasks that are pinned now and were not, or were so already
 * @param unpinned tasks that are pinned no longer, or were not
 * @param removed finished tasks of which everything goes
 * @param removals what is remembered of such; each takes the place of all that begin within it
 * @param submitted who has submitted the new tasks; each takes the place of the one with the same first task, which it
 *     goes on
 * @param happenings what has happened, in order, to be told
 */
public record Changes(
        long nextTask,
        Counts counts,
        List<OpenTask> accepted,
        List<Ended> ended,
        Map<Long, OpenState> states,
        Map<String, List<Holding>> held,
        List<KeyRun> answers,
        List<SessionMark> marks,
        Set<String> forgotten,
        List<ValueUse> used,
        List<ValueUse> unused,
        IdSet pinned,
        IdSet unpinned,
        IdSet removed,
        List<Removal> removals,
        List<SubmittedRun> submitted,
        List<Happening> happenings) {

    /**
     * A task that has ended.
     *
     * @param error why it did not succeed, in a line; null if it did
     * @param bytes how many it takes from now on, its source and arguments and large values included
     * @param pinned whether it was pinned then
     */
    public record Ended(FinishedTask task, @Nullable String error, long bytes, boolean pinned) {}
}
