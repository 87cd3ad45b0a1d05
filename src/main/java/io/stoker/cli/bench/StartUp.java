package io.stoker.cli.bench;

import io.stoker.cli.trial.Futures;
import io.stoker.cli.trial.OwnCluster;
import io.stoker.cli.trial.Table;
import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * How long a cluster takes to start, counted from the start of its launcher.
 *
 * @param ready until the controller served
 * @param firstEngine until a client that connected then saw an engine
 * @param firstResult until that client had the result of a task
 * @param allEngines until it saw all engines
 */
record StartUp(Duration ready, Duration firstEngine, Duration firstResult, Duration allEngines) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Takes the times of a cluster that has just been started, to which {@code stoker} has connected at once. */
    static StartUp of(OwnCluster cluster, Duration ready, Stoker stoker, int engines) {
        CompletableFuture<Duration> first =
                stoker.waitForEnginesAsync(1, PATIENCE).thenApply(seen -> cluster.age());
        CompletableFuture<Duration> all =
                stoker.waitForEnginesAsync(engines, PATIENCE).thenApply(seen -> cluster.age());
        TaskClient tc = stoker.taskClient();
        tc.getTaskResult(tc.run(Load.NO_OP), PATIENCE);
        Duration firstResult = cluster.age();
        return new StartUp(ready, Futures.join(first), firstResult, Futures.join(all));
    }

    Table table(String ledger) {
        return new Table(
                List.of(
                        "start-up (" + ledger + "), seconds until",
                        "controller ready",
                        "first engine",
                        "first result",
                        "all engines"),
                List.of(List.of(
                        "after the launcher's start",
                        seconds(ready),
                        seconds(firstEngine),
                        seconds(firstResult),
                        seconds(allEngines))));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f", time.toNanos() / 1e9);
    }
}
