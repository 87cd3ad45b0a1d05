package io.stoker.ledger;

import static io.stoker.ledger.Scene.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.Attempt;
import io.stoker.task.Outcome;
import org.junit.jupiter.api.Test;

/** Engines that fall silent first, and whose death is confirmed after their tasks were given to others. */
class LedgerSlowDeathTest {
    private final Scene scene = new Scene();

    @Test
    void whatWaitedBehindTheRunningOneIsFreeThoughItWasGivenToAnotherEngine() {
        long running = scene.submit(task("a"));
        long waiting = scene.submit(task("b"));
        scene.run(running, "A");
        scene.assign(waiting, "A");
        scene.moveTo(waiting, "A", "B");
        scene.moveTo(running, "A", "C");
        scene.bury("A");
        assertThat(scene.open(running).state().losses()).isOne();
        assertThat(scene.open(waiting).state().losses()).isZero();
        assertThat(scene.open(waiting).state().history()).extracting(Attempt::outcome).containsExactly(Outcome.LOST);
    }

    @Test
    void theFirstInLineIsCountedThoughItWasGivenToAnotherEngineWhenNoneIsKnownToHaveStarted() {
        long first = scene.submit(task("a"));
        long second = scene.submit(task("b"));
        long third = scene.submit(task("c"));
        scene.assign(first, "A");
        scene.assign(second, "A");
        scene.assign(third, "A");
        scene.moveTo(second, "A", "B");
        scene.moveTo(first, "A", "B");
        scene.bury("A");
        assertThat(scene.open(first).state().losses()).isOne();
        assertThat(scene.open(second).state().losses()).isZero();
        assertThat(scene.open(third).state().losses()).as("the one before it is the suspect").isZero();
    }

    @Test
    void whatIsLeftOnADeadEngineIsFreeWhenTheRunningOneHadBeenGivenToAnother() {
        long running = scene.submit(task("a"));
        long waiting = scene.submit(task("b"));
        scene.run(running, "A");
        scene.assign(waiting, "A");
        scene.moveTo(running, "A", "B");
        scene.bury("A");
        assertThat(scene.open(running).state().losses()).isOne();
        assertThat(scene.open(waiting).state().losses()).isZero();
    }
}
