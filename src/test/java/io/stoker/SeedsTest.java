package io.stoker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class SeedsTest {
    @Test
    void aFreshSeedIsAmongThemUnlessOneIsToBeRunAlone() {
        assumeTrue(Seeds.USUAL);
        assertThat(Seeds.of(3).toArray()).endsWith(Seeds.of(1).toArray());
        assertThat(Seeds.of(1).findFirst().orElseThrow()).isGreaterThanOrEqualTo(1_000_000);
    }

    @Test
    void aFailureNamesItsSeedAndHowToRepeatIt() throws Exception {
        List<Long> run = new ArrayList<>();
        Seeds.each(2, run::add);
        long last = run.get(run.size() - 1);

        assertThatThrownBy(() -> Seeds.each(2, seed -> assertThat(seed).isNotEqualTo(last)))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("with seed " + last + ", which -Dtest.seed=" + last + " repeats alone: ")
                .hasCauseInstanceOf(AssertionError.class);
    }

    @Test
    void aSkippedTestHasNotFailed() {
        assertThatThrownBy(() -> Seeds.each(1, seed -> assumeTrue(false))).isInstanceOf(TestAbortedException.class);
    }
}
