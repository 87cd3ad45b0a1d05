package io.stoker.cli.demo;

import io.stoker.cli.trial.Table;
import io.stoker.examples.BlackScholes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The prices of the whole sweep.
 *
 * @param prices one for each of {@link Scenario#all}, in that order
 */
record Grid(List<Prices> prices) {
    /** How far a price may be from the exact one; by chance, 1 in 16,000 is farther. */
    static final double MOST_DEVIATION = 4;

    /** Strikes by volatilities: one of the prices, the exact one, and how many errors lie between. */
    Table vanilla(Function<Prices, Estimate> price, ToDoubleFunction<BlackScholes> exact) {
        return table((scenario, prices) -> {
            Estimate estimate = price.apply(prices);
            double right = exact.applyAsDouble(scenario.exact());
            return Texts.format("%.2f %.2f %+.1f", estimate.price(), right, estimate.deviation(right));
        });
    }

    /** Strikes by volatilities: the Asian call and put, for which there is no formula. */
    Table asian() {
        return table((scenario, prices) -> Texts.format(
                "%.2f %.2f", prices.asianCall().price(), prices.asianPut().price()));
    }

    /** The absolute deviations of all vanilla prices from the exact ones, in standard errors. */
    List<Double> deviations() {
        List<Double> deviations = new ArrayList<>();
        List<Scenario> scenarios = Scenario.all();
        for (int i = 0; i < scenarios.size(); i++) {
            BlackScholes exact = scenarios.get(i).exact();
            deviations.add(Math.abs(prices.get(i).vanillaCall().deviation(exact.call())));
            deviations.add(Math.abs(prices.get(i).vanillaPut().deviation(exact.put())));
        }
        return deviations;
    }

    /** The largest standard error among the vanilla prices. */
    double largestError() {
        return prices.stream()
                .mapToDouble(one ->
                        Math.max(one.vanillaCall().error(), one.vanillaPut().error()))
                .max()
                .orElse(Double.NaN);
    }

    private interface Cell {
        String text(Scenario scenario, Prices prices);
    }

    private Table table(Cell cell) {
        List<String> header = new ArrayList<>(List.of("strike"));
        Scenario.VOLATILITIES.forEach(volatility -> header.add("sigma " + volatility));
        List<List<String>> rows = new ArrayList<>();
        List<Scenario> scenarios = Scenario.all();
        int columns = Scenario.VOLATILITIES.size();
        for (int i = 0; i < scenarios.size(); i++) {
            if (i % columns == 0) {
                rows.add(
                        new ArrayList<>(List.of(Double.toString(scenarios.get(i).strike()))));
            }
            rows.get(i / columns).add(cell.text(scenarios.get(i), prices.get(i)));
        }
        return new Table(header, rows);
    }
}
