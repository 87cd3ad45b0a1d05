package io.stoker.ledger;

import io.stoker.task.AttemptId;
import java.util.Set;

/**
 * That engines are gone for good: together, because their JVM is.
 *
 * @param instances the engines
 * @param suspects the attempts that may have caused it
 * @param isCertain whether they have, as they are of one task and nothing else ran there
 * @param confirmed whether they are known to be dead, rather than to have stayed away
 * @param evidence how that is known, and why nobody is charged if that is so, in words for a person
 */
record Death(Set<String> instances, Set<AttemptId> suspects, boolean isCertain, boolean confirmed, String evidence) {

    /** Of an engine that did not come back after a restart of the controller: nobody is to blame. */
    static Death stayedAway(String instance, String evidence) {
        return new Death(Set.of(instance), Set.of(), false, false, evidence);
    }

    /** @param suspects the attempts that may have run */
    static Death of(Command.EnginesDied c, Set<AttemptId> suspects) {
        long tasks = suspects.stream().mapToLong(AttemptId::task).distinct().count();
        return tasks == 1 && !c.othersRan()
                ? new Death(c.instances(), suspects, true, true, c.evidence())
                : new Death(c.instances(), suspects, false, true, Evidence.shared(c.evidence(), tasks, c.othersRan()));
    }

    /** What a lost attempt counts against. */
    Event.Charge charge(AttemptId attempt) {
        if (!suspects.contains(attempt)) {
            return Event.Charge.NONE;
        }
        return isCertain ? Event.Charge.LOSS : Event.Charge.SUSPICION;
    }

    /** Whether one of the engines had the task's current attempt. */
    boolean took(OpenTask task) {
        OpenState.Held held = task.state().held();
        return held != null && instances.contains(held.instance());
    }
}
