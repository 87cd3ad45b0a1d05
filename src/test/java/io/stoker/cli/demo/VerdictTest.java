package io.stoker.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.cli.trial.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Verdict verdict = new Verdict(new Screen(new PrintStream(printed), false));

    @Test
    void shouldBeGoodWhenEveryCheckPassed() {
        verdict.check(true, "water is wet");
        verdict.check(true, "fire is hot");

        assertThat(verdict.isGood()).isTrue();
        assertThat(verdict.summary()).isEqualTo("all 2 checks passed");
        assertThat(printed.toString().lines()).containsExactly("  ok  water is wet", "  ok  fire is hot");
    }

    @Test
    void shouldNameWhatFailed() {
        verdict.check(true, "water is wet");
        verdict.check(false, "pigs fly");
        verdict.failed("no controller\nand a long story");

        assertThat(verdict.isGood()).isFalse();
        assertThat(verdict.summary()).isEqualTo("2 of 3 checks failed: pigs fly; no controller");
    }

    @Test
    void shouldNotBeGoodWhenNothingWasChecked() {
        assertThat(verdict.isGood()).isFalse();
    }
}
