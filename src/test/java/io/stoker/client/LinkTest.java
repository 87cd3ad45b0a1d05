package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.TestInbox;
import io.stoker.task.FinishedTask;
import io.stoker.task.LedgerChangedException;
import io.stoker.task.StokerException;
import io.stoker.wire.HeldAttempts;
import io.stoker.wire.Serving;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LinkTest {
    private final Link link = new Link();
    private final AtomicInteger rings = new AtomicInteger();

    private static Serving serving(long epoch, String ledger) {
        return new Serving(epoch, ledger, TestInbox.<ToController>create().getRef());
    }

    private CompletableFuture<long[]> submitted() {
        CompletableFuture<long[]> ids = link.commands().submit(List.of(CommandsTest.spec("x")));
        link.commands().next(0);
        return ids;
    }

    @Test
    void itHoldsNothingAndHasAnInstanceOfItsOwn() {
        assertThat(link.held()).isEqualTo(HeldAttempts.NONE);
        assertThat(link.instance()).isEqualTo(link.instance()).isNotEqualTo(new Link().instance());
    }

    @Test
    void theFirstControllerThatServesIsHeardOf() {
        link.onRing(rings::incrementAndGet);
        assertThat(link.controller()).isNull();
        Serving first = serving(1, "ledger");
        link.serving(first);
        assertThat(link.firstServing()).isCompletedWithValue(first);
        assertThat(link.controller()).isSameAs(first);
        assertThat(rings).hasValue(1);
    }

    @Test
    void theSameControllerAgainIsNoNews() {
        Serving serving = serving(1, "ledger");
        link.serving(serving);
        submitted();
        link.onRing(rings::incrementAndGet);
        link.serving(new Serving(1, "ledger", serving.controller()));
        assertThat(rings).hasValue(0);
        assertThat(link.commands().next(0)).isNull();
    }

    @Test
    void anotherControllerOfTheSameLedgerIsAskedAllOfItAgain() {
        link.serving(serving(1, "ledger"));
        submitted();
        CompletableFuture<FinishedTask> result = link.results().await(0, false);
        link.results().next();
        CompletableFuture<ToClient> question = link.questions().ask(ToController.AskStatus::new);
        link.questions().next();
        link.serving(serving(2, "ledger"));
        link.sendAgain(); // as the session with it begins
        assertThat(link.commands().next(0)).isNotNull();
        assertThat(link.questions().next()).isNotNull();
        assertThat(link.results().next().ranges()).containsExactly(0, 0);
        assertThat(List.of(result, question)).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void anotherLedgerFailsWhatWasAskedOfTheOldOne() {
        link.serving(serving(1, "ledger"));
        List<CompletableFuture<?>> all = List.of(
                submitted(),
                link.commands().abort(0, false),
                link.results().await(0, false),
                link.questions().ask(ToController.AskStatus::new));
        link.serving(serving(1, "other"));
        assertThat(all)
                .allMatch(CompletableFuture::isDone)
                .allSatisfy(future -> assertThatThrownBy(future::join)
                        .hasCauseInstanceOf(LedgerChangedException.class)
                        .hasMessageContaining("other instead of ledger"));
    }

    @Test
    void aControllerOfAnotherVersionFailsTheConnection() {
        link.otherVersion(9);
        assertThatThrownBy(() -> link.firstServing().join()).hasMessageContaining("version 9");
    }

    @Test
    void closingFailsWhatWaitsAndWhatIsAskedAfterwards() {
        link.onRing(rings::incrementAndGet);
        CompletableFuture<long[]> before = submitted();
        link.close();
        CompletableFuture<FinishedTask> after = link.results().await(0, false);
        link.ring();
        for (CompletableFuture<?> future : List.of(before, after)) {
            assertThat(future).isDone();
            assertThatThrownBy(future::join)
                    .hasCauseInstanceOf(StokerException.class)
                    .hasMessageContaining("the client was closed");
        }
    }

    @Test
    void whyNobodyServesIsSaidUntilSomebodyDoes() {
        link.waiting("the ledger is being opened");
        assertThat(link.commands().trouble()).contains("the ledger is being opened");
        link.serving(serving(1, "ledger"));
        assertThat(link.commands().trouble()).isEmpty();
    }
}
