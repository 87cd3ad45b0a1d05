package io.stoker.cli.demo;

import io.stoker.cli.trial.OwnCluster;
import io.stoker.cli.trial.Screen;
import io.stoker.examples.BlackScholes;
import io.stoker.task.EngineInfo;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A parameter sweep, in the midst of which an engine dies. */
final class SweepChapter implements Chapter {
    private static final Duration PATIENCE = OwnCluster.READY_WITHIN;

    @Override
    public void play(Stage stage) {
        Screen screen = stage.screen();
        List<Task> tasks = Scenario.all().stream().map(Scenario::task).toList();
        screen.heading("3. Monte Carlo option prices, while an engine dies");
        List<EngineInfo> engines = stage.stoker().waitForEngines(Demo.ENGINES, PATIENCE);
        screen.say("All " + engines.size() + " engines are here, "
                + Texts.seconds(stage.cluster().age()) + " after the start.");
        screen.say(tasks.size() + " tasks: 5 strikes x 5 volatilities. Each simulates " + Scenario.PATHS + " paths of "
                + Scenario.DAYS + " days.");

        Race race = new Race(stage, tasks.size());
        List<TaskResult> results = race.run(tasks, PATIENCE);
        screen.say("  tasks by engine: " + byEngine(results));
        race.kill().ifPresent(kill -> kill.losses(results).forEach(loss -> screen.say("  " + loss)));
        stage.verdict()
                .check(race.kill().filter(kill -> !kill.process().isAlive()).isPresent(), "an engine was killed");
        race.kill()
                .ifPresent(kill -> stage.verdict()
                        .check(
                                kill.isMadeGood(results),
                                "what engine " + kill.engine().id() + " ran was run again"));
        stage.verdict()
                .check(
                        results.stream().allMatch(result -> result.failure() == null),
                        "all " + results.size() + " results are here");
        results.forEach(TaskResult::raiseException);
        show(new Grid(results.stream().map(Prices::of).toList()), stage);
    }

    private static void show(Grid grid, Stage stage) {
        Screen screen = stage.screen();
        screen.say("");
        screen.say("Vanilla calls: simulated price, Black-Scholes price, standard errors between them");
        grid.vanilla(Prices::vanillaCall, BlackScholes::call).lines().forEach(line -> screen.say("  " + line));
        screen.say("");
        screen.say("Vanilla puts");
        grid.vanilla(Prices::vanillaPut, BlackScholes::put).lines().forEach(line -> screen.say("  " + line));
        screen.say("");
        screen.say("Asian calls and puts, on the mean price of the year: there is no formula for these");
        grid.asian().lines().forEach(line -> screen.say("  " + line));
        screen.say("");
        List<Double> deviations = grid.deviations();
        double most = Collections.max(deviations);
        screen.say(Texts.format(
                "The largest standard error is %.3f; the largest deviation %.1f of them.", grid.largestError(), most));
        stage.verdict()
                .check(
                        most <= Grid.MOST_DEVIATION,
                        deviations.size() + " vanilla prices are within 4 standard errors of Black-Scholes");
    }

    private static String byEngine(List<TaskResult> results) {
        Map<Integer, Long> counts = results.stream()
                .collect(Collectors.groupingBy(TaskResult::engineId, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
