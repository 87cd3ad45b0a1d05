package io.stoker.cli.demo;

import io.stoker.task.TaskResult;
import java.io.Serializable;
import java.util.SplittableRandom;

/**
 * The prices of four options on one share, by simulation.
 *
 * @param vanillaPut on the share's last price
 * @param asianPut on its mean price
 * @param vanillaCall on its last price
 * @param asianCall on its mean price
 */
record Prices(Estimate vanillaPut, Estimate asianPut, Estimate vanillaCall, Estimate asianCall)
        implements Serializable {
    private static final int OPTIONS = 4;

    /** What a task of the sweep has returned. */
    static Prices of(TaskResult result) {
        if (result.value() instanceof Prices prices) {
            return prices;
        }
        throw new IllegalStateException("task " + result.taskId() + " has returned no prices");
    }

    /** What an engine does for each task of the sweep. */
    static Prices simulated(Scenario scenario, int paths) {
        SplittableRandom random = new SplittableRandom(scenario.seed());
        double[] payoff = new double[OPTIONS];
        double[] sums = new double[OPTIONS];
        double[] squares = new double[OPTIONS];
        for (int path = 0; path < paths; path++) {
            walk(scenario, random, payoff);
            for (int i = 0; i < OPTIONS; i++) {
                sums[i] += payoff[i];
                squares[i] += payoff[i] * payoff[i];
            }
        }
        Estimate[] all = new Estimate[OPTIONS];
        for (int i = 0; i < OPTIONS; i++) {
            double mean = sums[i] / paths;
            double error = Math.sqrt((squares[i] / paths - mean * mean) / paths);
            all[i] = new Estimate(scenario.discount() * mean, scenario.discount() * error);
        }
        return new Prices(all[0], all[1], all[2], all[3]);
    }

    /** One way that the share's price may take in the year. */
    private static void walk(Scenario scenario, SplittableRandom random, double[] payoff) {
        double drift = scenario.drift();
        double spread = scenario.spread();
        double price = Scenario.SPOT;
        double total = 0;
        for (int day = 0; day < Scenario.DAYS; day++) {
            price *= Math.exp(drift + spread * random.nextGaussian());
            total += price;
        }
        double mean = total / Scenario.DAYS;
        payoff[0] = Math.max(scenario.strike() - price, 0);
        payoff[1] = Math.max(scenario.strike() - mean, 0);
        payoff[2] = Math.max(price - scenario.strike(), 0);
        payoff[3] = Math.max(mean - scenario.strike(), 0);
    }
}
