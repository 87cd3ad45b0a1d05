package io.stoker.cli.demo;

import io.stoker.cli.trial.Processes;
import io.stoker.task.Attempt;
import io.stoker.task.EngineInfo;
import io.stoker.task.Outcome;
import io.stoker.task.TaskResult;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The end of an engine by {@code kill -9}, and what became of what it was doing.
 *
 * @param engine as it was
 * @param process that it was
 * @param at when, in epoch milliseconds
 */
record Kill(EngineInfo engine, ProcessHandle process, long at) {
    /**
     * Kills the engine that holds most; empty if there is none at the moment that holds anything.
     *
     * @param own the processes that may be killed: an engine of another machine may name the pid of a stranger here
     */
    static Optional<Kill> busiestOf(List<EngineInfo> engines, List<ProcessHandle> own) {
        return engines.stream()
                .filter(engine -> engine.held() > 0
                        && Processes.of(engine).filter(own::contains).isPresent())
                .max(Comparator.comparingInt(EngineInfo::held))
                .flatMap(engine -> Processes.of(engine).map(process -> kill(engine, process)));
    }

    private static Kill kill(EngineInfo engine, ProcessHandle process) {
        process.destroyForcibly();
        return new Kill(engine, process, System.currentTimeMillis());
    }

    String text() {
        return "kill -9 " + process.pid() + ": that was engine " + engine.id() + ", which held " + engine.held()
                + (engine.held() == 1 ? " task" : " tasks");
    }

    /** Whether the engine has left something behind, and all of that was run again. */
    boolean isMadeGood(List<TaskResult> results) {
        List<TaskResult> hit = results.stream()
                .filter(result -> result.attempts().stream().anyMatch(this::isLost))
                .toList();
        return !hit.isEmpty()
                && hit.stream()
                        .allMatch(result -> result.attempts().stream()
                                .filter(this::isLost)
                                .allMatch(lost -> next(result, lost).isPresent()));
    }

    private boolean isLost(Attempt attempt) {
        return attempt.outcome() == Outcome.LOST && attempt.engineId() == engine.id();
    }

    /** Lines about each task that was lost with the engine. */
    List<String> losses(List<TaskResult> results) {
        return results.stream().flatMap(this::losses).toList();
    }

    private Stream<String> losses(TaskResult result) {
        return result.attempts().stream()
                .filter(attempt -> attempt.outcome() == Outcome.LOST)
                .flatMap(lost -> Stream.of(
                        "task " + result.taskId() + " was lost with engine " + lost.engineId() + ": " + lost.evidence(),
                        "  " + after(result, lost)));
    }

    private String after(TaskResult result, Attempt lost) {
        return next(result, lost)
                .map(again -> Texts.format(
                        "attempt %d went to engine %d, %.2f s after the kill",
                        again.number(), again.engineId(), (again.dispatched() - at) / 1000.0))
                .orElse("it was not run again");
    }

    private static Optional<Attempt> next(TaskResult result, Attempt lost) {
        return result.attempts().stream()
                .filter(attempt -> attempt.number() > lost.number())
                .findFirst();
    }
}
