package io.stoker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.AttemptId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In which order attempts were begun, and what an engine that was asked to identify itself can and cannot know of them.
 */
final class ModelOrder {
    private final Map<AttemptId, Long> begun = new HashMap<>();
    private long count;

    /**
     * What an engine was told when it was asked what it holds.
     *
     * @param asOf what the ledger wants to hear again
     * @param begun how many attempts had been begun
     * @param generation which of the ledgers this was that follow each other
     */
    record Identify(long asOf, long begun, int generation) {}

    void assigned(AttemptId attempt) {
        begun.put(attempt, ++count);
    }

    /** When the attempt was begun: a number that grows. */
    long number(AttemptId attempt) {
        return begun.get(attempt);
    }

    long count() {
        return count;
    }

    /** An engine's line is in the order in which it was given its tasks. */
    void check(String instance, List<OpenTask> line) {
        long last = 0;
        for (OpenTask task : line) {
            long number = begun.get(task.attempt());
            if (number <= last) {
                throw new AssertionError("the line of " + instance + " is in another order: " + line);
            }
            last = number;
        }
    }

    /**
     * What was begun before {@code Identify} and is unknown to the engine is given back; of what came later its answer
     * says nothing.
     *
     * @param before what the ledger had on the engine
     * @param known whether {@code Identify} was that of this ledger
     * @return whether anything came later
     */
    boolean check(
            String instance,
            List<OpenTask> before,
            Set<AttemptId> holds,
            Identify identify,
            boolean known,
            Ledger ledger) {
        boolean later = false;
        for (OpenTask task : before) {
            if (!holds.contains(task.attempt())) {
                boolean told = known && begun.get(task.attempt()) <= identify.begun();
                OpenTask after = ledger.find(task.id());
                boolean stays = after != null && after.attempt().equals(task.attempt()) && after.isHeldBy(instance);
                assertThat(stays).as("%s stays on %s", task, instance).isEqualTo(!told);
                later |= !told;
            }
        }
        return later;
    }
}
