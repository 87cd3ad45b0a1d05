package io.stoker.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the sweep has engines do, with fewer paths. */
class PricingTest {
    private static final int PATHS = 4_000;

    @Test
    void shouldComeCloseToBlackScholes() {
        Scenario scenario = new Scenario(95, 0.25, 7);
        Prices prices = Prices.simulated(scenario, PATHS);

        assertThat(prices.vanillaCall().deviation(scenario.exact().call())).isBetween(-4.0, 4.0);
        assertThat(prices.vanillaPut().deviation(scenario.exact().put())).isBetween(-4.0, 4.0);
        assertThat(prices.asianCall().price()).isLessThan(prices.vanillaCall().price());
    }

    @Test
    void shouldFindTheSamePricesAgain() {
        Scenario scenario = Scenario.all().get(0);

        assertThat(Prices.simulated(scenario, PATHS))
                .isEqualTo(Prices.simulated(scenario, PATHS))
                .isNotEqualTo(Prices.simulated(Scenario.all().get(1), PATHS));
    }
}
