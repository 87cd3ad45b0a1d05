package io.stoker.controller;

import io.stoker.ledger.Command;
import io.stoker.task.AttemptId;
import io.stoker.wire.HeldAttempts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what engines state each second with the ledger. A statement may be a little older than the report that came
 * before it, and an assignment may be on its way, so that what withholds work from an engine or questions it must not
 * fit twice in a row.
 */
final class HeartbeatReconciler {
    private final CommitPipeline pipeline;
    private final Map<String, Statement> last = new HashMap<>();
    private final Set<String> givesWay = new HashSet<>();

    private record Statement(HeldAttempts held, Set<AttemptId> missing) {}

    HeartbeatReconciler(CommitPipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** The engine has registered, again or for the first time: earlier statements mean nothing now. */
    void begin(String instance) {
        last.remove(instance);
        givesWay.remove(instance);
    }

    /** What it holds is known now; a run that is dropped occupies it until that has ended. */
    void registered(String instance, HeldAttempts held, List<AttemptId> drop) {
        setGivesWay(instance, held.givesWay());
        pipeline.dispatcher()
                .paused(instance, held.givesWay() || held.running().stream().anyMatch(drop::contains));
    }

    /**
     * Takes a statement in, and asks back or drops what it says should not be there.
     *
     * @return whether the engine lacks something, so that it is to be asked what has arrived
     */
    boolean compare(Engine engine, HeldAttempts held) {
        String instance = engine.instance();
        Set<AttemptId> missing = pipeline.missing(instance, held);
        Statement before = last.put(instance, new Statement(held, missing));
        held.running().forEach(attempt -> pipeline.decide(new Command.Start(instance, attempt)));
        pipeline.repeatInterrupts(held.running());
        dropUnwanted(engine, held);
        boolean first = before == null;
        if (!first && before.held().givesWay() == held.givesWay()) {
            setGivesWay(instance, held.givesWay());
        }
        List<AttemptId> still = held.running().stream()
                .filter(attempt -> first || before.held().running().contains(attempt))
                .toList();
        pipeline.dispatcher()
                .paused(
                        instance,
                        givesWay.contains(instance)
                                || still.stream().anyMatch(attempt -> !pipeline.isCurrent(instance, attempt)));
        if (first) {
            return false;
        }
        if (!still.isEmpty()) {
            askBack(instance, held.queued());
        }
        Set<AttemptId> lost = new HashSet<>(missing);
        lost.retainAll(before.missing());
        return !lost.isEmpty();
    }

    /** The engine has said whether it gives way to direct calls. */
    void givesWay(String instance, boolean now) {
        setGivesWay(instance, now);
        pipeline.dispatcher().paused(instance, now);
    }

    /** Whether direct calls waited or ran there when it was last heard of. */
    boolean isGivingWay(String instance) {
        return givesWay.contains(instance);
    }

    private void setGivesWay(String instance, boolean now) {
        if (now) {
            givesWay.add(instance);
        } else {
            givesWay.remove(instance);
        }
    }

    private void dropUnwanted(Engine engine, HeldAttempts held) {
        List<AttemptId> unwanted = new ArrayList<>(held.queued());
        unwanted.addAll(held.running());
        unwanted.removeIf(attempt -> pipeline.isCurrent(engine.instance(), attempt));
        if (!unwanted.isEmpty()) {
            pipeline.effects().drop(engine.instance(), unwanted);
        }
    }

    /**
     * Whatever waits behind an attempt that has run for a second is to run elsewhere; the schedule has asked for it
     * once, and that may be lost.
     */
    private void askBack(String instance, List<AttemptId> queued) {
        queued.stream()
                .filter(attempt -> pipeline.isCurrent(instance, attempt))
                .forEach(attempt -> pipeline.effects().revoke(instance, attempt));
    }
}
