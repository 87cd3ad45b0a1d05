package io.stoker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.Seeds;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Runs a whole world against the ledger: clients that send again, engines that fall silent, die and come back, a store
 * that fails. After each step the promises are checked.
 */
class LedgerModelTest {
    private static final int SEEDS = 25;
    private static final int STEPS = 6_000;

    @Test
    void thePromisesHoldWhateverHappens() throws Exception {
        TreeMap<String, Integer> seen = new TreeMap<>();
        Seeds.each(SEEDS, seed -> run(seed).seen.forEach((what, n) -> seen.merge(what, n, Integer::sum)));
        if (Seeds.USUAL) {
            assertThat(seen)
                    .as("what has happened at all")
                    .containsKeys(
                            "Accepted",
                            "Acknowledged",
                            "Assigned",
                            "Started",
                            "Suspended",
                            "Resumed",
                            "Requeued",
                            "LossConfirmed",
                            "Forgotten",
                            "AbortRequested",
                            "Finished",
                            "LATE",
                            "FULL",
                            "KEY_REUSED",
                            "UNKNOWN_TASK",
                            "ALREADY_ABORTED",
                            "ALREADY_COMPLETED",
                            "rebuilt",
                            "SUCCEEDED",
                            "FAILED",
                            "ABORTED",
                            "TIMED_OUT",
                            "Removed",
                            "PINNED",
                            "pinned",
                            "unpinned",
                            "pinned from the beginning",
                            "recovery after FAILED",
                            "recovery after LOST",
                            "recovery after REJECTED",
                            "recovery after TIMED_OUT",
                            "recovery after nothing",
                            "isolated while queued",
                            "superseded, LOSS",
                            "superseded, SUSPICION",
                            "one paid",
                            "nobody paid",
                            "nobody paid beside a call",
                            "spared behind what has ended elsewhere",
                            "dispatched after it was asked",
                            "SessionForgotten",
                            "retention (older than 600 s)",
                            "retention (more than 40 tasks)",
                            "retention (more than 20000 bytes)",
                            "RETRY",
                            "RECOVERY",
                            "REJECTED",
                            "UNMET_DEPENDENCY",
                            "ENGINE_LOST",
                            "USER_CODE");
        }
    }

    private static ModelChecks run(long seed) {
        ModelWorld world = new ModelWorld(seed);
        int step = 0;
        try {
            for (; step < STEPS; step++) {
                world.step();
            }
            world.runDry();
            return world.checks;
        } catch (AssertionError | RuntimeException e) {
            String where = step < STEPS ? "in step " + step : "while it ran dry";
            throw new AssertionError(where + ": " + e.getMessage() + "\nlatest:" + world.checks.story(), e);
        }
    }
}
