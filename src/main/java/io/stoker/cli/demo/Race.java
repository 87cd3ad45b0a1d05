package io.stoker.cli.demo;

import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tasks on their way to the end, with a progress bar, and an engine that is killed when half of them are there. */
final class Race {
    private static final int BAR_WIDTH = 50;

    private final Stage stage;
    private final ProgressBar bar;
    private final long startedAt = System.nanoTime();
    private Optional<Kill> kill = Optional.empty();

    Race(Stage stage, int tasks) {
        this.stage = stage;
        this.bar = new ProgressBar(tasks, BAR_WIDTH);
    }

    /** Submits the tasks, and waits for all results. */
    List<TaskResult> run(List<Task> tasks, Duration timeout) {
        ResultStream resultStream = new ResultStream(stage.tc(), stage.tc().runAll(tasks));
        List<TaskResult> results = resultStream.await(timeout, this::progress);
        stage.screen().say("  " + text(tasks.size()));
        return results;
    }

    /** Empty if there was no engine to kill: none held a task at the moment of any look. */
    Optional<Kill> kill() {
        return kill;
    }

    private void progress(int here) {
        if (kill.isEmpty() && here >= bar.total() / 2 && here < bar.total()) {
            kill = Kill.busiestOf(stage.stoker().engines(), stage.cluster().processes());
            kill.ifPresent(done -> say(here, done));
        }
        stage.screen().change("  " + text(here));
    }

    private void say(int here, Kill done) {
        stage.screen().say("  " + text(here));
        stage.screen().say("  " + done.text());
    }

    private String text(int here) {
        return bar.text(here, Duration.ofNanos(System.nanoTime() - startedAt));
    }
}
