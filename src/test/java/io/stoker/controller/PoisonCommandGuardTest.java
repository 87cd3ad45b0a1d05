package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoisonCommandGuardTest {
    private final PoisonCommandGuard poisonCommandGuard = new PoisonCommandGuard();
    private final List<String> refusals = new ArrayList<>();
    private int handled;

    private void handle(String name) {
        poisonCommandGuard.handle(name, () -> handled++, refusals::add);
    }

    private void fail(String name, String message) {
        assertThatThrownBy(() -> poisonCommandGuard.handle(
                        name,
                        () -> {
                            throw new IllegalStateException(message);
                        },
                        refusals::add))
                .hasMessage(message);
    }

    @Test
    void aCommandThatFailsOnceMayTryAgain() {
        fail("a", "oops");
        handle("a");
        assertThat(handled).isEqualTo(1);
        assertThat(refusals).isEmpty();
    }

    @Test
    void aCommandThatHasFailedTwiceIsRefusedWithItsEvidenceAndNotHandled() {
        fail("a", "first");
        fail("a", "second");
        handle("a");
        assertThat(handled).isZero();
        assertThat(refusals)
                .containsExactly("it made the controller fail 2 times: java.lang.IllegalStateException: second");
    }

    @Test
    void anotherCommandsFailureIsNoEvidence() {
        fail("a", "of a");
        fail("a", "of a");
        fail("b", "of b");
        handle("a");
        handle("b");
        assertThat(refusals).hasSize(1).allMatch(refusal -> refusal.endsWith("of a"));
        assertThat(handled).isEqualTo(1);
    }

    @Test
    void theOldestAreForgottenWhenThereAreTooMany() {
        fail("a", "oops");
        fail("a", "oops");
        for (int i = 0; i < 99; i++) {
            fail("other " + i, "oops");
        }
        handle("a");
        assertThat(refusals).hasSize(1);
        fail("one more", "oops");
        handle("a");
        assertThat(handled).isEqualTo(1);
    }
}
