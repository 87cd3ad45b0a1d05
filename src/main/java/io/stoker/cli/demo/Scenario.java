package io.stoker.cli.demo;

import io.stoker.examples.BlackScholes;
import io.stoker.examples.Sources;
import io.stoker.task.Task;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One point of the sweep.
 *
 * @param strike of the options
 * @param volatility of the share
 * @param seed of the simulation, so that every run of the demo and every attempt of a task finds the same prices
 */
record Scenario(double strike, double volatility, long seed) {
    static final List<Double> STRIKES = List.of(90.0, 92.5, 95.0, 97.5, 100.0);
    static final List<Double> VOLATILITIES = List.of(0.1, 0.175, 0.25, 0.325, 0.4);
    static final int DAYS = 260;
    static final int PATHS = 100_000;

    private static final double SPOT = 100.0;
    private static final double RATE = 0.05;
    private static final String SOURCE = Sources.read("pricer.groovy")
            + "(vp, ap, vc, ac, vpError, apError, vcError, acError) = price(S, K, sigma, r, days, paths, seed)";

    /** All of them, strike by strike. */
    static List<Scenario> all() {
        int columns = VOLATILITIES.size();
        return IntStream.range(0, STRIKES.size() * columns)
                .mapToObj(i -> new Scenario(STRIKES.get(i / columns), VOLATILITIES.get(i % columns), i))
                .toList();
    }

    /** The same source for all; the values that are pushed make the difference. */
    Task task() {
        return Task.of(SOURCE)
                .push("S", SPOT)
                .push("K", strike)
                .push("sigma", volatility)
                .push("r", RATE)
                .push("days", DAYS)
                .push("paths", PATHS)
                .push("seed", seed)
                .pull("vp", "ap", "vc", "ac")
                .pull("vpError", "apError", "vcError", "acError");
    }

    /** What the vanilla prices must be, but for the error of sampling. */
    BlackScholes exact() {
        return new BlackScholes(SPOT, strike, RATE, volatility);
    }
}
