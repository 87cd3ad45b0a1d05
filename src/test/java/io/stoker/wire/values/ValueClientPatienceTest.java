package io.stoker.wire.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.RefusedException;
import io.stoker.task.StoredValue;
import io.stoker.task.WaitTimeoutException;
import io.stoker.wire.ToValueClient;
import io.stoker.wire.ToValueServer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a client does when a server can do nothing for now, and for how long. */
class ValueClientPatienceTest extends ValueClientFixture {

    @Test
    void aValueThatStandsStillForTooLongIsGivenUpAndOneThatWaitsForOthersIsNot() {
        byte[] large = bytes(20 * PART);
        CompletableFuture<Void> one = client.bring(StoredValue.of(large), large, halfAMinute());
        CompletableFuture<Void> other = client.bring(StoredValue.of(large), large, halfAMinute());
        serve(1);
        open();
        sent();
        tick += 20 * SECOND;
        acknowledge();
        sent();
        tick += 30 * SECOND;
        flush();
        assertThat(one).isNotDone();
        assertThat(other).isNotDone();
        assertThat(flush()).as("when it looks again").isPresent();
        tick++;
        flush();
        assertThat(List.of(one, other)).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThatThrownBy(one::join).hasRootCauseInstanceOf(WaitTimeoutException.class);
    }

    @Test
    void whatIsDeferredIsAskedForAgainAndFailsWithTheReasonWhenPatienceIsOver() {
        CompletableFuture<Void> deferred = client.bring(VALUE, BYTES, halfAMinute());
        CompletableFuture<Void> other = bring();
        serve(1);
        open();
        sent();
        say(new ToValueClient.ValueDeferred(1, "the disk is nearly full"));
        acknowledge();
        assertThat(sent().stream().filter(item -> ((ToValueServer.Put) item).transfer() == 1))
                .isEmpty();
        tick += SECOND;
        assertThat(puts())
                .singleElement()
                .satisfies(put -> assertThat(put.bytes()).isEmpty());
        say(new ToValueClient.ValueDeferred(1, "the disk is full"));
        tick += 29 * SECOND;
        acknowledge();
        sent();
        assertThat(deferred).isNotDone();
        tick++;
        flush();
        assertThatThrownBy(deferred::join)
                .hasRootCauseInstanceOf(RefusedException.class)
                .hasMessageContaining("the disk is full");
        assertThat(other).isNotDone();
    }

    @Test
    void patienceRunsOutWithoutAnyServerToo() {
        CompletableFuture<Void> stuck = client.bring(VALUE, BYTES, halfAMinute());
        assertThat(flush()).hasValue(tick + 30 * SECOND + 1);
        tick += 30 * SECOND + 1;
        flush();
        assertThat(stuck).isCompletedExceptionally();
    }

    @Test
    void whatCannotBeReadForNowIsAskedForAgainFromWhereItWas() {
        CompletableFuture<byte[]> done = client.fetch(VALUE);
        serve(1);
        open();
        sent();
        say(new ToValueClient.Part(1, 0, Arrays.copyOf(BYTES, PART)));
        say(new ToValueClient.ValueDeferred(1, "the ledger is locked"));
        acknowledge();
        assertThat(sent()).isEmpty();
        assertThat(done).isNotDone();
        tick += SECOND;
        assertThat(sent()).containsExactly(new ToValueServer.Get(1, VALUE, PART));
        sayParts(1, BYTES, PART);
        assertThat(done).isCompletedWithValueMatching(bytes -> Arrays.equals(bytes, BYTES));
    }

    @Test
    void whatCannotBeReadForLongFailsWithTheReason() {
        CompletableFuture<byte[]> done = client.fetch(VALUE);
        serve(1);
        open();
        sent();
        say(new ToValueClient.ValueDeferred(1, "it is locked"));
        tick += IncomingValue.MOST_PUT_OFF_NANOS - 1;
        sent();
        say(new ToValueClient.Part(1, 0, Arrays.copyOf(BYTES, PART)));
        say(new ToValueClient.ValueDeferred(1, "the disk has an error"));
        tick += IncomingValue.MOST_PUT_OFF_NANOS - 1;
        sent();
        say(new ToValueClient.ValueDeferred(1, "the disk has an error"));
        assertThat(flush()).hasValue(tick + 1);
        assertThat(done).isNotDone();
        tick++;
        flush();
        assertThatThrownBy(done::join)
                .hasRootCauseInstanceOf(RefusedException.class)
                .hasMessageContaining("could not be read for 180 s: the disk has an error");
    }

    @Test
    void whatTheServerHasLostComesAgainAndThatIsProgress() {
        CompletableFuture<Void> done = client.bring(VALUE, BYTES, halfAMinute());
        serve(1);
        open();
        sent();
        acknowledge();
        say(new ToValueClient.ValueDeferred(1, "the disk is full"));
        tick += SECOND;
        sent();
        say(new ToValueClient.Has(1, 0));
        for (int i = 0; i < 5; i++) {
            sent();
            tick += 20 * SECOND;
            server.acknowledgeUpTo(server.received() - server.waiting() + 2, tick);
            server.ask();
            server.flush(tick);
            flush();
            assertThat(done).isNotDone();
        }
    }

    @Test
    void aValueThatIsPutOffAndLostAgainAndAgainIsGivenUpWithTheReason() {
        CompletableFuture<Void> done = client.bring(VALUE, BYTES, halfAMinute());
        serve(1);
        open();
        for (int i = 0; i < 40 && !done.isDone(); i++) {
            sent();
            acknowledge();
            say(new ToValueClient.ValueDeferred(1, "the disk is full"));
            tick += SECOND;
            sent();
            say(new ToValueClient.Has(1, 0));
        }
        assertThatThrownBy(done::join)
                .hasRootCauseInstanceOf(RefusedException.class)
                .hasMessageContaining("the disk is full");
    }
}
