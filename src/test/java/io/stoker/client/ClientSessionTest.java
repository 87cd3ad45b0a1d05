package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.TestInbox;
import io.stoker.task.FinishedTask;
import io.stoker.task.LedgerChangedException;
import io.stoker.task.StokerException;
import io.stoker.wire.HeldAttempts;
import io.stoker.wire.Question;
import io.stoker.wire.Serving;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClientSessionTest {
    private final ClientSession clientSession = new ClientSession();
    private final AtomicInteger rings = new AtomicInteger();

    private static Serving serving(long epoch, String ledger) {
        return new Serving(epoch, ledger, TestInbox.<ToController>create().getRef(), TestSecrets.PASS);
    }

    private CompletableFuture<long[]> submitted() {
        CompletableFuture<long[]> ids = clientSession.commands().submit(List.of(CommandsTest.spec("x")));
        clientSession.commands().next(0);
        return ids;
    }

    @Test
    void itHoldsNothingAndHasAnInstanceOfItsOwn() {
        assertThat(clientSession.held()).isEqualTo(HeldAttempts.NONE);
        assertThat(clientSession.instance())
                .isEqualTo(clientSession.instance())
                .isNotEqualTo(new ClientSession().instance());
    }

    @Test
    void theFirstControllerThatServesIsHeardOf() {
        clientSession.onWake(rings::incrementAndGet);
        assertThat(clientSession.controller()).isNull();
        Serving first = serving(1, "ledger");
        clientSession.serving(first);
        assertThat(clientSession.firstServing()).isCompletedWithValue(first);
        assertThat(clientSession.controller()).isSameAs(first);
        assertThat(rings).hasValue(1);
    }

    @Test
    void theSameControllerAgainIsNoNews() {
        Serving serving = serving(1, "ledger");
        clientSession.serving(serving);
        submitted();
        clientSession.onWake(rings::incrementAndGet);
        clientSession.serving(new Serving(1, "ledger", serving.controller(), TestSecrets.PASS));
        assertThat(rings).hasValue(0);
        assertThat(clientSession.commands().next(0)).isNull();
    }

    @Test
    void anotherControllerOfTheSameLedgerIsAskedAllOfItAgain() {
        clientSession.serving(serving(1, "ledger"));
        submitted();
        CompletableFuture<FinishedTask> result = clientSession.results().await(0, false);
        clientSession.results().next();
        CompletableFuture<ToClient> question = clientSession.requests().ask(Question.AskStatus::new);
        clientSession.requests().next();
        clientSession.serving(serving(2, "ledger"));
        clientSession.sendAgain(); // as the session with it begins
        assertThat(clientSession.commands().next(0)).isNotNull();
        assertThat(clientSession.requests().next()).isNotNull();
        assertThat(clientSession.results().next().ranges()).containsExactly(0, 0);
        assertThat(List.of(result, question)).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void anotherLedgerFailsWhatWasAskedOfTheOldOne() {
        clientSession.serving(serving(1, "ledger"));
        List<CompletableFuture<?>> all = List.of(
                submitted(),
                clientSession.commands().abort(0, false),
                clientSession.results().await(0, false),
                clientSession.requests().ask(Question.AskStatus::new));
        clientSession.serving(serving(1, "other"));
        assertThat(all)
                .allMatch(CompletableFuture::isDone)
                .allSatisfy(future -> assertThatThrownBy(future::join)
                        .hasCauseInstanceOf(LedgerChangedException.class)
                        .hasMessageContaining("other instead of ledger"));
    }

    @Test
    void aControllerOfAnotherVersionFailsTheConnection() {
        clientSession.otherVersion(9);
        assertThatThrownBy(() -> clientSession.firstServing().join()).hasMessageContaining("version 9");
    }

    @Test
    void closingFailsWhatWaitsAndWhatIsAskedAfterwards() {
        clientSession.onWake(rings::incrementAndGet);
        CompletableFuture<long[]> before = submitted();
        clientSession.close();
        CompletableFuture<FinishedTask> after = clientSession.results().await(0, false);
        clientSession.wake();
        for (CompletableFuture<?> future : List.of(before, after)) {
            assertThat(future).isDone();
            assertThatThrownBy(future::join)
                    .hasCauseInstanceOf(StokerException.class)
                    .hasMessageContaining("the client was closed");
        }
    }

    @Test
    void whyNobodyServesIsSaidUntilSomebodyDoes() {
        clientSession.waiting("the ledger is being opened");
        assertThat(clientSession.commands().trouble()).contains("the ledger is being opened");
        clientSession.serving(serving(1, "ledger"));
        assertThat(clientSession.commands().trouble()).isEmpty();
    }
}
