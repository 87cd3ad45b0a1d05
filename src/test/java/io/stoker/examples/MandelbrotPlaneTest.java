package io.stoker.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MandelbrotPlaneTest {
    private static final int BLACK = 0;

    private final MandelbrotPlane plane = new MandelbrotPlane(60, 200);

    @Test
    void shouldBeBlackWhereTheSetIs() {
        int[] middle = plane.row(plane.height() / 2);
        assertThat(middle).hasSize(60);
        assertThat(middle[44]).as("0").isEqualTo(BLACK);
        assertThat(middle[24]).as("-1").isEqualTo(BLACK);
        assertThat(middle[2]).as("-2.1").isNotEqualTo(BLACK);
        assertThat(middle[56]).as("0.6").isNotEqualTo(BLACK);
    }

    @Test
    void shouldBeTheSameAboveAndBelow() {
        int half = plane.height() / 2;
        assertThat(plane.row(half - 10)).isEqualTo(plane.row(half + 10)).isNotEqualTo(plane.row(half));
    }
}
