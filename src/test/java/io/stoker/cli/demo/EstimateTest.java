package io.stoker.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EstimateTest {
    @Test
    void shouldMeasureDeviationsInStandardErrors() {
        assertThat(new Estimate(10.5, 0.25).deviation(10.0)).isEqualTo(2.0);
        assertThat(new Estimate(9.5, 0.25).deviation(10.0)).isEqualTo(-2.0);
    }
}
