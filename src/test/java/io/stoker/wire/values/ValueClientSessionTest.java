package io.stoker.wire.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.RefusedException;
import io.stoker.task.StoredValue;
import io.stoker.wire.ToValueClient;
import io.stoker.wire.ToValueServer;
import io.stoker.wire.channel.Links;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A client's sessions with servers that come, go, and forget. */
class ValueClientSessionTest extends ValueClientFixture {

    @Test
    void whoHasNotBeenTakenUpAgainIsNotWokenToAsk() {
        serve(1);
        bring();
        open();
        assertThat(puts()).isNotEmpty();
        serve(2);
        assertThat(flush().orElseThrow() - tick).isPositive();
        assertThat(flush().orElseThrow() - tick).isPositive();
        client.forgetServer();
        assertThat(flush()).isEmpty();
    }

    @Test
    void inAnotherSessionTheServerIsAskedHowMuchItHas() {
        bring();
        serve(1);
        open();
        sent();
        serve(1);
        flush();
        assertThat(door.hasMessages()).as("nothing new").isFalse();
        serve(2);
        assertThat(open().continued()).isFalse();
        assertThat(puts())
                .singleElement()
                .satisfies(put -> assertThat(put.bytes()).isEmpty());
        say(new ToValueClient.Has(1, 9L * PART));
        assertThat(puts()).extracting(ToValueServer.Put::offset).containsExactly(9L * PART, 10L * PART);
        client.forgetServer();
        client.onRing(() -> {});
        serve(2);
        open();
        assertThat(puts()).as("in a new ActorSystem").hasSize(1);
        say(new ToValueClient.Has(1, 0));
        assertThat(puts()).as("the store has forgotten it").hasSize(11);
    }

    @Test
    void aSessionIsOpenedAgainUntilItIsTakenUpAndWhileTheServerIsSilent() {
        bring();
        serve(1);
        ToValueServer.Open first = nextOpen();
        assertThat(flush()).hasValue(tick + SECOND);
        assertThat(door.hasMessages()).isFalse();
        tick += SECOND;
        ToValueServer.Open again = open();
        assertThat(again).isEqualTo(first);
        sent();
        tick += SECOND;
        ToValueServer.Open silent = nextOpen();
        assertThat(silent.session()).isEqualTo(first.session());
        assertThat(silent.continued()).isTrue();
        client.closed(new ToValueClient.Closed(first.session()));
        assertThat(open().session()).isNotEqualTo(first.session());
        client.closed(new ToValueClient.Closed(first.session()));
        client.opened(
                new ToValueClient.Opened(first.session(), UUID.randomUUID(), atClient.getRef()), Links.AKKA, tick);
        assertThat(puts()).as("as before").hasSize(1);
    }

    @Test
    void aServerThatHasBegunTheSessionASecondTimeHasForgottenItAndAnotherOneIsBegun() {
        CompletableFuture<Void> done = bring();
        serve(1);
        ToValueServer.Open first = open();
        assertThat(puts()).isNotEmpty();
        client.opened(new ToValueClient.Opened(first.session(), server.session(), atServer.getRef()), Links.AKKA, tick);
        flush();
        assertThat(door.hasMessages()).as("the same, said again").isFalse();
        client.opened(
                new ToValueClient.Opened(first.session(), UUID.randomUUID(), atServer.getRef()), Links.AKKA, tick);
        assertThat(open().session()).isNotEqualTo(first.session());
        assertThat(puts())
                .singleElement()
                .satisfies(put -> assertThat(put.bytes()).isEmpty());
        say(new ToValueClient.Has(1, BYTES.length));
        assertThat(done).isCompleted();
    }

    @Test
    void aServerThatRefusesTheSessionIsAskedForAnotherOneAfterASecondAndItsReasonIsSaidInTheEnd() {
        CompletableFuture<Void> done = client.bring(VALUE, BYTES, halfAMinute());
        CompletableFuture<byte[]> fetched = client.fetch(VALUE);
        serve(1);
        ToValueServer.Open first = nextOpen();
        client.refused(new ToValueClient.SessionRefused(first.session(), "10000 clients"), tick);
        assertThat(flush()).hasValue(tick + SECOND);
        assertThat(door.hasMessages()).isFalse();
        tick += SECOND;
        assertThat(open().session()).isNotEqualTo(first.session());
        client.refused(new ToValueClient.SessionRefused(first.session(), "late"), tick);
        assertThat(sent()).hasSizeGreaterThan(1);
        tick += 29 * SECOND + 1;
        flush();
        assertThatThrownBy(done::join)
                .hasRootCauseInstanceOf(RefusedException.class)
                .hasMessageContaining("10000 clients");
        assertThat(fetched).isNotDone();
    }

    @Test
    void nobodyWakesWhenNothingIsUnderWayAndAfterThatItIsFoundOutAtOnceIfTheServerHasForgottenTheSession() {
        CompletableFuture<byte[]> done = client.fetch(StoredValue.of(new byte[] {7}));
        serve(1);
        ToValueServer.Open first = open();
        sent();
        acknowledge();
        say(new ToValueClient.Part(1, 0, new byte[] {7}));
        assertThat(done).isCompleted();
        tick += SECOND;
        assertThat(flush()).isEmpty();
        assertThat(door.hasMessages()).isFalse();
        client.fetch(VALUE);
        ToValueServer.Open again = nextOpen();
        assertThat(again.continued()).isTrue();
        client.closed(new ToValueClient.Closed(first.session()));
        ToValueServer.Open next = open();
        assertThat(next.session()).isNotEqualTo(first.session());
        assertThat(next.client()).isEqualTo(first.client());
        assertThat(next.continued()).isFalse();
        atServer.getAllReceived();
        serve(2);
        open();
        assertThat(sent()).containsExactly(new ToValueServer.Get(2, VALUE, 0));
    }

    @Test
    void whenNothingIsUnderWayAndTheServerIsSilentTheSessionIsOverAfterAMinuteAndNobodyWakes() {
        CompletableFuture<byte[]> done = client.fetch(StoredValue.of(new byte[] {7}));
        serve(1);
        ToValueServer.Open first = open();
        sent();
        acknowledge();
        done.cancel(false);
        assertThat(sent()).as("which nobody acknowledges").containsExactly(new ToValueServer.Stop(1));
        long since = tick;
        for (OptionalLong wake = flush(); wake.isPresent(); wake = flush()) {
            assertThat(wake.getAsLong() - tick).isPositive();
            tick = wake.getAsLong();
            assertThat(tick - since).isLessThan(70 * SECOND);
        }
        assertThat(tick - since).isGreaterThanOrEqualTo(60 * SECOND);
        assertThat(door.hasMessages()).isFalse();
        client.fetch(VALUE);
        ToValueServer.Open next = open();
        assertThat(next.session()).isNotEqualTo(first.session());
        assertThat(next.continued()).isFalse();
        atServer.getAllReceived();
        assertThat(sent()).containsExactly(new ToValueServer.Get(2, VALUE, 0));
    }

    @Test
    void aServerOfWhichNothingWasWantedForLongHearsOfTheEndOfWhatIsCancelledAtOnce() {
        client.fetch(StoredValue.of(new byte[] {7}));
        serve(1);
        open();
        sent();
        acknowledge();
        say(new ToValueClient.Part(1, 0, new byte[] {7}));
        tick += 100 * SECOND;
        CompletableFuture<byte[]> done = client.fetch(VALUE);
        assertThat(sent()).containsExactly(new ToValueServer.Get(2, VALUE, 0));
        done.cancel(false);
        assertThat(sent()).containsExactly(new ToValueServer.Stop(2));
    }

    @Test
    void aServerThatIsSlowButNotSilentIsWaitedFor() {
        CompletableFuture<Void> done = bring();
        serve(1);
        ToValueServer.Open first = open();
        assertThat(sent()).isNotEmpty();
        done.cancel(false);
        sent();
        for (int asked = 0; asked < 10; asked++) {
            tick += 10 * SECOND;
            sent();
            server.flush(tick); // it has them, and has not written them
        }
        assertThat(flush()).isPresent();
        acknowledge();
        assertThat(flush()).isEmpty();
        tick += SECOND;
        client.fetch(VALUE);
        assertThat(nextOpen().session()).isEqualTo(first.session());
    }

    @Test
    void whileSomethingIsUnderWayTheSessionIsGoneOnWithHoweverLongTheServerIsSilent() {
        client.fetch(VALUE);
        serve(1);
        ToValueServer.Open first = open();
        sent();
        tick += 100 * SECOND;
        ToValueServer.Open again = nextOpen();
        assertThat(again.session()).isEqualTo(first.session());
        assertThat(again.continued()).isTrue();
    }
}
