package io.stoker.ledger;

import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import io.stoker.task.Failure;
import io.stoker.task.Outcome;
import io.stoker.task.Payload;
import io.stoker.task.TaskSpec;
import io.stoker.task.TestTasks;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One life of an engine: it runs what it gets one after another, and keeps its reports until they are acknowledged. */
final class ModelEngine {
    final String instance;
    final int smallId;
    /** Which life of which JVM it lives in. */
    final int jvm;

    boolean alive = true;
    boolean silent;
    /** What the controller thinks of it: whether it may get tasks. */
    boolean registered;

    private final Deque<AttemptId> waiting = new ArrayDeque<>();
    private final Map<AttemptId, TaskSpec> specs = new LinkedHashMap<>();
    private final Map<AttemptId, Optional<AttemptResult>> reports = new LinkedHashMap<>();
    private @Nullable AttemptId running;

    ModelEngine(String instance, int smallId, int jvm) {
        this.instance = instance;
        this.smallId = smallId;
        this.jvm = jvm;
    }

    boolean reachable() {
        return alive && !silent;
    }

    boolean isIdle() {
        return running == null && waiting.isEmpty() && reports.isEmpty();
    }

    void receive(AttemptId attempt, TaskSpec spec) {
        waiting.add(attempt);
        specs.put(attempt, spec);
    }

    Set<AttemptId> holds() {
        Set<AttemptId> holds = new HashSet<>(reports.keySet());
        holds.addAll(waiting);
        if (running != null) {
            holds.add(running);
        }
        return holds;
    }

    @Nullable
    AttemptId startNext(ModelStarts starts) {
        if (running != null || waiting.isEmpty()) {
            return null;
        }
        running = waiting.poll();
        starts.started(running, specs.get(running));
        return running;
    }

    /** Some tasks kill the engines that run them. */
    boolean runsPoison() {
        return running != null && TestTasks.source(specs.get(running)).endsWith("7");
    }

    /** Some tasks take long, so that much happens to their engines meanwhile. */
    boolean runsLong() {
        return running != null && TestTasks.source(specs.get(running)).endsWith("5");
    }

    void finish(Random random) {
        if (running != null) {
            int dice = random.nextInt(10);
            end(
                    running,
                    dice < 4
                            ? Outcome.SUCCEEDED
                            : dice < 6 ? Outcome.FAILED : dice < 9 ? Outcome.REJECTED : Outcome.TIMED_OUT,
                    dice == 0 ? ModelValues.any(random) : Map.of());
            running = null;
        }
    }

    private void end(AttemptId attempt, Outcome outcome, Map<String, Payload> values) {
        Failure failure = outcome == Outcome.SUCCEEDED ? null : Failure.of(Failure.Kind.USER_CODE, "Oops", "");
        reports.put(attempt, Optional.of(TestTasks.result(outcome, values, failure, stamp(attempt, instance), "", 1)));
    }

    /** What a result shows of where it came from. */
    static String stamp(AttemptId attempt, String instance) {
        return attempt + "@" + instance;
    }

    void giveBackLast() {
        if (!waiting.isEmpty()) {
            reports.put(waiting.pollLast(), Optional.empty());
        }
    }

    void abort(AttemptId attempt) {
        if (waiting.remove(attempt)) {
            reports.put(attempt, Optional.empty());
        } else if (attempt.equals(running)) {
            end(attempt, Outcome.ABORTED, Map.of());
            running = null;
        }
    }

    void drop(List<AttemptId> attempts) {
        for (AttemptId attempt : attempts) {
            waiting.remove(attempt);
            reports.remove(attempt);
            if (attempt.equals(running)) {
                running = null;
            }
        }
    }

    @Nullable
    AttemptId anyReport(Random random) {
        if (reports.isEmpty()) {
            return null;
        }
        return List.copyOf(reports.keySet()).get(random.nextInt(reports.size()));
    }

    Command.Report report(AttemptId attempt) {
        return new Command.Report(instance, attempt, reports.get(attempt).orElse(null));
    }

    void acknowledged(AttemptId attempt) {
        reports.remove(attempt);
    }
}
