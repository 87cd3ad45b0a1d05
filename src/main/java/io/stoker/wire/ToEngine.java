package io.stoker.wire;

import akka.actor.typed.ActorRef;
import io.stoker.task.AttemptId;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskSpec;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The messages of the controller to an engine. All but {@link Identify} come by the channel. */
public sealed interface ToEngine extends WireMessage {

    /**
     * Who are you, and what do you hold? Repeated until the engine's {@link ToController.Register} has come. With
     * another session than before, the one before is over; all that was sent in it was sent before this.
     *
     * @param epoch of the lease under which this was said: an engine refuses one lower than the highest it has seen
     * @param at a number to be told in the answer: what was dispatched before had been sent when this was
     * @param pass of the engine's node, which only the controller knows that has proven itself one, see {@link Claim}
     */
    record Identify(long epoch, String ledgerId, long at, UUID session, ActorRef<ToController> controller, Secret pass)
            implements ToEngine {}

    /** What comes in the channel. */
    sealed interface Item extends ToEngine {}

    /** The engine is registered under this small id; it drops these attempts, and keeps the others that it holds. */
    record Registered(String ledgerId, int engineId, List<AttemptId> drop) implements Item {}

    /** Attempts to run, in order, after those it has. */
    record Assign(List<Assignment> assignments) implements Item {
        @Override
        public @Nullable String flaw() {
            return null;
        }

        @Override
        public long size() {
            return SMALL + assignments.stream().mapToLong(Assignment::size).sum();
        }
    }

    /** One attempt to run. */
    record Assignment(AttemptId attempt, TaskSpec spec) {
        public int size() {
            return AttemptId.SIZE + spec.size();
        }
    }

    /**
     * Give these back if they have not started. The answer is a report without result, or the one that is due anyway.
     */
    record Revoke(List<AttemptId> attempts) implements Item {}

    /**
     * Stop these: give them back if they have not started, interrupt them if they run. The answer is a report in either
     * case.
     */
    record Interrupt(List<AttemptId> attempts) implements Item {}

    /** What the client has answered to {@link ToController.AskCode}: as {@link ToController.CodeAnswer}. */
    record CodeAnswer(UUID question, List<StoredValue> bundles, String reason) implements Item {
        @Override
        public @Nullable String flaw() {
            return Flaws.of(
                    this,
                    f -> f.atMost("bundles", bundles.size(), ToController.CodeAnswer.MOST_BUNDLES)
                            .atMost("reason", reason.length(), ToController.CodeAnswer.LONGEST_REASON));
        }
    }

    /** The client of this {@link ToController.AskCode} has no session with the controller now. */
    record ClientIsAbsent(UUID question) implements Item {}

    /**
     * Asks what has been printed by this attempt, if it runs there; with {@code stack}, also what its thread does.
     * Asked once: whoever asks goes on without an answer that does not come.
     *
     * @param question random, and told in the {@link ToController.AttemptAnswer}
     */
    record AskAttempt(UUID question, AttemptId attempt, boolean stack) implements Item {}

    /**
     * Nobody at this address of a cluster node may call the engine any more: it ends what they do there, and lets
     * nobody in with the ticket that it has given away so far.
     */
    record Expelled(String address) implements Item {}

    /** These are no longer wanted: forget what has not started, and interrupt what runs. Their reports are not used. */
    record Drop(List<AttemptId> attempts) implements Item {}
}
