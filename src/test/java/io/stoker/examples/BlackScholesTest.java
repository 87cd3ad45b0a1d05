package io.stoker.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlackScholesTest {
    @ParameterizedTest
    @CsvSource({
        "100, 100, 0.05, 0.20, 10.4506, 5.5735", // the example of every textbook
        "42, 40, 0.10, 0.20, 6.8371, 1.0306",
        "100, 90, 0.05, 0.10, 14.6288, 0.2395"
    })
    void shouldPriceAsTheTextbooksDo(
            double spot, double strike, double rate, double volatility, double call, double put) {
        BlackScholes options = new BlackScholes(spot, strike, rate, volatility);

        assertThat(options.call()).isEqualTo(call, within(5e-5));
        assertThat(options.put()).isEqualTo(put, within(5e-5));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.5", "1, 0.841344746068543", "-1.96, 0.0249978951482204", "5, 0.999999713348428"})
    void shouldKnowTheNormalDistribution(double x, double expected) {
        assertThat(BlackScholes.normal(x)).isEqualTo(expected, within(1e-14));
    }
}
