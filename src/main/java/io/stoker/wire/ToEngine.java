package io.stoker.wire;

import akka.actor.typed.ActorRef;
import akka.actor.typed.receptionist.ServiceKey;
import io.stoker.task.AttemptId;
import io.stoker.task.TaskSpec;
import java.util.List;

/** The messages of the controller to an engine. An engine refuses an epoch lower than the highest it has seen. */
public sealed interface ToEngine extends WireMessage {

    /** Under which engines register with the Receptionist. */
    ServiceKey<ToEngine> KEY = ServiceKey.create(ToEngine.class, "stoker-engine");

    /** The epoch of the lease under which this was said. */
    long epoch();

    /**
     * Who are you, and what do you hold? Repeated until the engine's {@link ToController.Hello} has come.
     *
     * @param at a number to be told in the answer: what was dispatched before had been sent when this was
     */
    record Greeting(long epoch, String ledgerId, long at, ActorRef<ToController> controller) implements ToEngine {}

    /** The engine is registered under this small id; it drops these attempts, and keeps the others that it holds. */
    record Welcome(long epoch, String ledgerId, int engineId, List<AttemptId> drop) implements ToEngine {}

    /** Attempts to run, in order, after those it has. */
    record Assign(long epoch, List<Assignment> assignments) implements ToEngine {}

    /** One attempt to run. */
    record Assignment(AttemptId attempt, TaskSpec spec) {
        public int size() {
            return 24 + spec.size();
        }
    }

    /**
     * Give these back if they have not started. The answer is a report without result, or the one that is due anyway.
     */
    record Revoke(long epoch, List<AttemptId> attempts) implements ToEngine {}

    /**
     * Stop these: give them back if they have not started, interrupt them if they run. The answer is a report in either
     * case.
     */
    record Interrupt(long epoch, List<AttemptId> attempts) implements ToEngine {}

    /** These are no longer wanted: forget what has not started, and interrupt what runs. Their reports are not used. */
    record Drop(long epoch, List<AttemptId> attempts) implements ToEngine {}

    /** The outcomes of these attempts are known for good. */
    record Acknowledge(long epoch, List<AttemptId> attempts) implements ToEngine {}
}
