package io.stoker.examples;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.client.multi.EngineView;
import io.stoker.client.multi.MultiEngineClient;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A parameter sweep: option prices by simulation, for five strikes and five volatilities. To learn: the MultiEngine
 * interface brings pricer and constants to all engines, once, and the Task interface runs a task for each pair. An
 * engine that is started in place of a dead one has neither, so those that do have them say so by a property, and the
 * tasks depend on it. The tasks are isolated: they leave no names behind.
 */
public final class MonteCarlo extends Example {
    private static final double SPOT = 100;
    private static final double RATE = 0.05;
    private static final List<Double> STRIKES = List.of(90.0, 92.5, 95.0, 97.5, 100.0);
    private static final List<Double> VOLATILITIES = List.of(0.1, 0.175, 0.25, 0.325, 0.4);
    private static final String PRICE = "price(S, K, sigma, r, days, paths, seed)";
    /** By chance, 1 price in 1.7 million is farther from the exact one. */
    private static final double MOST_ERRORS = 5;

    private final Supplier<Integer> paths = number("--paths", 20_000, 100, 10_000_000, "How many paths for each pair");

    MonteCarlo() {
        super(
                "Option prices for 5 x 5 parameters, checked against Black-Scholes.",
                "S",
                "days",
                "paths",
                "price",
                "r",
                "pricer");
    }

    /** The parameters of a task; because of the seed its prices are the same on every engine. */
    private record Pair(double strike, double volatility, long seed) {
        Task task() {
            return Task.of("prices = " + PRICE)
                    .push(Map.of("K", strike, "sigma", volatility, "seed", seed))
                    .pull("prices")
                    .depend("pricer")
                    .isolated();
        }

        BlackScholes exact() {
            return new BlackScholes(SPOT, strike, RATE, volatility);
        }
    }

    public static void main(String[] args) throws IOException {
        new MonteCarlo().start(args);
    }

    @Override
    public void run(Stoker stoker) {
        TaskClient tc = stoker.taskClient();
        MultiEngineClient mec = stoker.multiEngineClient();
        EngineView engines = mec.all();
        engines.pushFunction("price", Sources.read("pricer.groovy"));
        engines.push(Map.of("S", SPOT, "r", RATE, "days", 260, "paths", paths.get()));
        engines.setProperties(Map.of("pricer", true));

        List<Pair> pairs = IntStream.range(0, 25)
                .mapToObj(i -> new Pair(STRIKES.get(i / 5), VOLATILITIES.get(i % 5), i))
                .toList();
        Timed<List<TaskResult>> parallel = Timed.warm(() -> {
            long[] ids = tc.runAll(pairs.stream().map(Pair::task).toList());
            tc.bar(ids);
            return tc.getTaskResults(ids);
        });
        List<double[]> prices =
                parallel.value().stream().map(MonteCarlo::prices).toList();
        show(pairs, prices);
        check(pairs, prices);

        EngineView one = mec.on(parallel.value().get(24).engineId()); // has the pricer, and lives
        Timed<List<Object>> serial = Timed.of(() -> one.map(
                "{ K, sigma, seed -> " + PRICE + " }",
                pairs.stream().map(Pair::strike).toList(),
                pairs.stream().map(Pair::volatility).toList(),
                pairs.stream().map(Pair::seed).toList()));
        check(equal(serial.value(), prices), "one engine alone finds the same prices");
        say("%s", new SpeedUp(serial.time(), parallel.time(), engines.targets().size()));
    }

    private static double[] prices(TaskResult result) {
        return (double[]) Objects.requireNonNull(result.get("prices"));
    }

    /** The vanilla calls, and what they must be but for the error of sampling. */
    private static void show(List<Pair> pairs, List<double[]> prices) {
        say("strike  simulated and exact price of a call for volatilities %s", VOLATILITIES);
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            row.append(String.format(
                    Locale.ROOT, "  %6.2f %5.2f", prices.get(i)[2], pair.exact().call()));
            if (i % VOLATILITIES.size() == VOLATILITIES.size() - 1) {
                say("%6.1f%s", pair.strike(), row);
                row.setLength(0);
            }
        }
    }

    private static void check(List<Pair> pairs, List<double[]> prices) {
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            double[] price = prices.get(i);
            check(near(price[0], pair.exact().put(), price[4]), "the put of %s is about %f", pair, price[0]);
            check(near(price[2], pair.exact().call(), price[6]), "the call of %s is about %f", pair, price[2]);
        }
    }

    private static boolean near(double simulated, double exact, double error) {
        return Math.abs(simulated - exact) <= MOST_ERRORS * error;
    }

    private static boolean equal(List<Object> serial, List<double[]> parallel) {
        return IntStream.range(0, parallel.size())
                .allMatch(i -> Arrays.equals((double[]) serial.get(i), parallel.get(i)));
    }
}
