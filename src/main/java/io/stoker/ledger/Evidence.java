package io.stoker.ledger;

import io.stoker.task.Attempt;
import io.stoker.task.Failure;
import io.stoker.task.Outcome;
import java.util.List;

/** The words that say why an attempt or a task ended as it did. */
final class Evidence {
    private Evidence() {}

    static Attempt givenUp(OpenState state, OpenState.Held held, long at) {
        return attempt(
                state,
                held,
                Outcome.LOST,
                at,
                "engine " + held.engineId() + " was silent or unreachable, so the task was given to another engine");
    }

    static Attempt attempt(OpenState state, OpenState.Held held, Outcome outcome, long at, String evidence) {
        return new Attempt(state.attempt(), held.engineId(), outcome, held.dispatched(), at, evidence);
    }

    /** Why the death of a JVM is held against no task, though so many may have run there. */
    static String shared(String evidence, long tasks, boolean othersRan) {
        if (tasks == 0) {
            return evidence;
        }
        return othersRan
                ? evidence + "; something else than tasks ran in its JVM too, so no task is charged"
                : evidence + "; " + tasks + " tasks ran in its JVM, so none of them is charged";
    }

    static Failure lossLimit(int limit, List<Attempt> attempts) {
        return lost(
                "the engine was lost " + limit
                        + " times while it ran this task, which is the limit (stoker.engine-loss-limit)",
                attempts);
    }

    static Failure atMostOnce(List<Attempt> attempts) {
        return lost(
                "the engine was lost after the task may have started, and the task must run at most once", attempts);
    }

    private static Failure lost(String message, List<Attempt> attempts) {
        StringBuilder text = new StringBuilder("EngineLost: ").append(message);
        for (Attempt attempt : attempts) {
            text.append("\n  attempt ")
                    .append(attempt.number())
                    .append(" on engine ")
                    .append(attempt.engineId())
                    .append(": ");
            text.append(attempt.evidence() == null ? attempt.outcome() : attempt.evidence());
        }
        return new Failure(Failure.Kind.ENGINE_LOST, "EngineLost", message, 0, 0, List.of(), text.toString());
    }
}
