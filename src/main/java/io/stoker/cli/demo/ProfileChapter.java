package io.stoker.cli.demo;

import io.stoker.cli.trial.OwnCluster;
import io.stoker.cli.trial.Processes;
import io.stoker.cli.trial.Screen;
import io.stoker.client.TaskClient;
import io.stoker.examples.SpeedUp;
import io.stoker.task.EngineInfo;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** IPython1's task_profiler: many short sleeps, to see what the system itself costs. */
final class ProfileChapter implements Chapter {
    private static final Duration PATIENCE = OwnCluster.READY_WITHIN;
    private static final int TASKS = 128;
    private static final int SHORTEST_MILLIS = 10;
    private static final int LONGEST_MILLIS = 200;
    private static final long SEED = 1;

    @Override
    public void play(Stage stage) {
        Screen screen = stage.screen();
        screen.heading("4. A task profile");
        List<EngineInfo> engines = stage.stoker().waitForEngines(Demo.ENGINES, PATIENCE);
        stage.verdict()
                .check(
                        engines.size() == Demo.ENGINES
                                && engines.stream()
                                        .allMatch(engine -> Processes.of(engine).isPresent()),
                        "the launcher has replaced the killed engine: there are " + engines.size() + " again");

        int[] millis = new SplittableRandom(SEED)
                .ints(TASKS, SHORTEST_MILLIS, LONGEST_MILLIS + 1)
                .toArray();
        SpeedUp gain = run(stage, millis, engines.size());
        screen.say(TASKS + " sleeps of " + SHORTEST_MILLIS + " to " + LONGEST_MILLIS + " ms: " + gain);
    }

    private static SpeedUp run(Stage stage, int[] millis, int engines) {
        TaskClient tc = stage.tc();
        List<Task> tasks = Arrays.stream(millis)
                .mapToObj(sleep -> Task.of("sleep millis").push("millis", sleep))
                .toList();
        long startedAt = System.nanoTime();
        long[] ids = tc.runAll(tasks);
        tc.barrier(PATIENCE, ids);
        Duration wall = Duration.ofNanos(System.nanoTime() - startedAt);

        List<TaskResult> results = new ResultStream(tc, ids).await(PATIENCE, here -> {});
        stage.verdict()
                .check(results.stream().allMatch(result -> result.failure() == null), "all " + TASKS + " have slept");
        return new SpeedUp(Duration.ofMillis(Arrays.stream(millis).sum()), wall, engines);
    }
}
