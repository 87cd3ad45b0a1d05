package io.stoker.controller;

import akka.actor.typed.ActorRef;
import io.stoker.ledger.OpenTask;
import io.stoker.task.AttemptId;
import io.stoker.task.FinishedTask;
import io.stoker.task.TaskSpec;
import io.stoker.wire.Batches;
import io.stoker.wire.ToEngine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What may leave the controller once a batch is committed. */
final class PostCommitEffects {
    private static final long ENOUGH = 16 << 20;

    private final List<Runnable> first = new ArrayList<>();
    private final Map<String, List<OpenTask>> assignments = new LinkedHashMap<>();
    private final List<Long> outlined = new ArrayList<>();
    private long assigned;
    private final Map<String, List<AttemptId>> revocations = new LinkedHashMap<>();
    private final Map<String, List<AttemptId>> interruptions = new LinkedHashMap<>();
    private final Map<String, List<AttemptId>> drops = new LinkedHashMap<>();
    private final List<FinishedTask> finished = new ArrayList<>();
    private final List<Runnable> effects = new ArrayList<>();

    /** Gives the engine the task's current attempt. */
    void assign(String instance, OpenTask task) {
        assignments.computeIfAbsent(instance, i -> new ArrayList<>()).add(task);
        assigned += task.size();
        if (task.cut() > 0) {
            outlined.add(task.id());
        }
    }

    /** Whether the tasks that engines are given are enough for once: they are in memory until they leave. */
    boolean isHeavy() {
        return assigned >= ENOUGH;
    }

    /** The tasks whose whole specs {@link #release} needs. */
    List<Long> outlined() {
        return outlined;
    }

    void revoke(String instance, AttemptId attempt) {
        revocations.computeIfAbsent(instance, i -> new ArrayList<>()).add(attempt);
    }

    void interrupt(String instance, AttemptId attempt) {
        interruptions.computeIfAbsent(instance, i -> new ArrayList<>()).add(attempt);
    }

    void drop(String instance, List<AttemptId> attempts) {
        drops.computeIfAbsent(instance, i -> new ArrayList<>()).addAll(attempts);
    }

    void finished(FinishedTask task) {
        finished.add(task);
    }

    /** Before anything else that goes to this engine: it is to know who it is when it runs its first task. */
    void registered(EngineChannel engine, ToEngine.Registered message) {
        first.add(() -> engine.tell(message));
    }

    <T> void tell(ActorRef<T> receiver, T message) {
        effects.add(() -> receiver.tell(message));
    }

    void then(Runnable effect) {
        effects.add(effect);
    }

    boolean isEmpty() {
        return first.isEmpty()
                && assignments.isEmpty()
                && drops.isEmpty()
                && revocations.isEmpty()
                && interruptions.isEmpty()
                && finished.isEmpty()
                && effects.isEmpty();
    }

    /**
     * Lets everything go, but for assignments of outlined tasks without a spec. Engines come first: they are what is
     * waited for.
     *
     * @param specs of the {@link #outlined()} tasks, as far as they are there
     */
    void release(Roster roster, Watchers watchers, Map<Long, TaskSpec> specs) {
        first.forEach(Runnable::run);
        assignments.forEach((instance, all) -> roster.find(instance).ifPresent(engine -> {
            List<ToEngine.Assignment> whole = all.stream()
                    .filter(task -> task.cut() == 0 || specs.containsKey(task.id()))
                    .map(task -> assignment(task, specs))
                    .toList();
            for (List<ToEngine.Assignment> batch : Batches.cut(whole, ToEngine.Assignment::size)) {
                engine.channel().tell(new ToEngine.Assign(batch));
            }
        }));
        tellEach(revocations, roster, ToEngine.Revoke::new);
        tellEach(interruptions, roster, ToEngine.Interrupt::new);
        tellEach(drops, roster, ToEngine.Drop::new);
        effects.forEach(Runnable::run);
        finished.forEach(watchers::finished);
    }

    private static ToEngine.Assignment assignment(OpenTask task, Map<Long, TaskSpec> specs) {
        TaskSpec spec = specs.get(task.id());
        return new ToEngine.Assignment(task.attempt(), (spec == null ? task : task.whole(spec)).current());
    }

    private static void tellEach(
            Map<String, List<AttemptId>> byEngine, Roster roster, Function<List<AttemptId>, ToEngine.Item> message) {
        byEngine.forEach((instance, attempts) ->
                roster.find(instance).ifPresent(engine -> engine.channel().tell(message.apply(attempts))));
    }
}
