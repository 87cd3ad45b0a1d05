package io.stoker.cli.demo;

import io.stoker.examples.BlackScholes;
import io.stoker.task.Task;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One point of the sweep.
 *
 * @param strike of the options
 * @param volatility of the share
 * @param seed of the simulation, so that every run of the demo and every attempt of a task finds the same prices
 */
record Scenario(double strike, double volatility, long seed) implements Serializable {
    static final List<Double> STRIKES = List.of(90.0, 92.5, 95.0, 97.5, 100.0);
    static final List<Double> VOLATILITIES = List.of(0.1, 0.175, 0.25, 0.325, 0.4);
    static final int DAYS = 260;
    static final int PATHS = 100_000;

    static final double SPOT = 100.0;
    private static final double RATE = 0.05;

    /** All of them, strike by strike. */
    static List<Scenario> all() {
        int columns = VOLATILITIES.size();
        return IntStream.range(0, STRIKES.size() * columns)
                .mapToObj(i -> new Scenario(STRIKES.get(i / columns), VOLATILITIES.get(i % columns), i))
                .toList();
    }

    /** The same function for all; the scenario that it captures makes the difference. */
    Task task() {
        return Task.call(() -> Prices.simulated(this, PATHS));
    }

    /** What the price grows by in a day, in logarithms. */
    double drift() {
        return (RATE - volatility * volatility / 2) / DAYS;
    }

    /** How far it may be from that, likewise. */
    double spread() {
        return volatility / Math.sqrt(DAYS);
    }

    /** What an amount at the end of the year is worth at its beginning. */
    double discount() {
        return Math.exp(-RATE);
    }

    /** What the vanilla prices must be, but for the error of sampling. */
    BlackScholes exact() {
        return new BlackScholes(SPOT, strike, RATE, volatility);
    }
}
