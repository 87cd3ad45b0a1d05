package io.stoker.wire.values;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestInbox;
import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import io.stoker.wire.Gate;
import io.stoker.wire.Sizes;
import io.stoker.wire.ToValueClient;
import io.stoker.wire.ToValueServer;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Limits;
import io.stoker.wire.channel.Pump;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The server of values, with the test in the place of a client. */
class ValueServerTest {
    private static final int PART = ValueClient.PART;
    private static final byte[] BYTES = new byte[4 * PART];
    private static final StoredValue VALUE;

    static {
        new Random(1).nextBytes(BYTES);
        VALUE = StoredValue.of(BYTES);
    }

    private final HeldKeeper keeper = new HeldKeeper();
    private final TestInbox<WireMessage> atClient = TestInbox.create();
    private final TestInbox<WireMessage> atServer = TestInbox.create();
    private final Gate gate = new Gate(LoggerFactory.getLogger(ValueServerTest.class));
    private final UUID id = UUID.randomUUID();
    private long tick;
    private final ValueServer server = new ValueServer(keeper, new SameThread(), () -> tick);
    private Pump<WireMessage, WireMessage> client = begun();

    /** Answers when it is told to. */
    private static final class HeldKeeper extends MapKeeper {
        final ArrayDeque<Runnable> work = new ArrayDeque<>();
        final List<StoredValue> discarded = new ArrayList<>();
        Throwable failure;
        int sweeps;
        int reads;

        private <T> CompletionStage<T> held(CompletionStage<T> answer) {
            CompletableFuture<T> done = new CompletableFuture<>();
            Throwable thrown = failure;
            work.add(() -> {
                if (thrown != null) {
                    done.completeExceptionally(new CompletionException(thrown));
                } else {
                    answer.whenComplete((value, why) -> {
                        if (why == null) {
                            done.complete(value);
                        } else {
                            done.completeExceptionally(why);
                        }
                    });
                }
            });
            return done;
        }

        @Override
        public CompletionStage<Long> write(StoredValue value, long offset, byte[] bytes) {
            return held(super.write(value, offset, bytes));
        }

        @Override
        public CompletionStage<byte[]> read(StoredValue value, long offset, int length) {
            reads++;
            return held(super.read(value, offset, length));
        }

        @Override
        public void discard(StoredValue value) {
            discarded.add(value);
        }

        @Override
        public void sweep() {
            sweeps++;
        }
    }

    private Pump<WireMessage, WireMessage> begun() {
        UUID session = UUID.randomUUID();
        server.open(new ToValueServer.Open(session, false, id, atClient.getRef()), atServer.getRef());
        atClient.expectMessage(new ToValueClient.Opened(session, atServer.getRef()));
        return new Pump<>(session, 0, frame -> server.receive(frame, gate), Limits.VALUES, Sizes::ofItem);
    }

    private void send(WireMessage... items) {
        for (WireMessage item : items) {
            client.send(item);
        }
        client.flush(tick);
    }

    /** The keeper does all that there is to do. */
    private void work() {
        while (!keeper.work.isEmpty()) {
            keeper.work.remove().run();
        }
    }

    /** What the server says. */
    private List<WireMessage> heard() {
        server.flush();
        List<WireMessage> items = new ArrayList<>();
        atClient.getAllReceived().forEach(frame -> receive((Frame<?>) frame, items));
        return items;
    }

    @SuppressWarnings("unchecked")
    private void receive(Frame<?> frame, List<WireMessage> items) {
        client.receive((Frame<WireMessage>) frame, tick, (item, number) -> items.add(item));
    }

    private static ToValueServer.Put part(long transfer, int index) {
        byte[] bytes = Arrays.copyOfRange(BYTES, index * PART, (index + 1) * PART);
        return new ToValueServer.Put(transfer, VALUE, (long) index * PART, bytes);
    }

    private static ToValueServer.Put question(long transfer) {
        return new ToValueServer.Put(transfer, VALUE, 0, new byte[0]);
    }

    private long acknowledged() {
        client.ask();
        client.flush(tick);
        heard();
        return client.acknowledged();
    }

    @Test
    void aPartIsAcknowledgedWhenItIsWrittenAndTheValueWhenAllIs() {
        send(part(1, 0), part(1, 1), part(1, 2), part(1, 3));
        assertThat(keeper.work).as("one after the other").hasSize(1);
        assertThat(acknowledged()).isZero();
        keeper.work.remove().run();
        assertThat(acknowledged()).isEqualTo(1);
        work();
        assertThat(heard()).containsExactly(new ToValueClient.Has(1, BYTES.length));
        assertThat(acknowledged()).isEqualTo(4);
        assertThat(keeper.of(VALUE)).isEqualTo(BYTES);
    }

    @Test
    void aClientIsToldOnceWhereToGoOnAndWhatDoesNotFollowIsPassedOver() {
        keeper.values.put(VALUE.id(), Arrays.copyOf(BYTES, 3 * PART));
        send(part(1, 0), part(1, 1), part(1, 2));
        work();
        assertThat(heard()).containsExactly(new ToValueClient.Has(1, 3L * PART));
        assertThat(acknowledged()).isEqualTo(3);
        send(question(1));
        work();
        assertThat(heard()).containsExactly(new ToValueClient.Has(1, 3L * PART));
        send(part(1, 3));
        work();
        assertThat(heard()).containsExactly(new ToValueClient.Has(1, BYTES.length));
    }

    @Test
    void whatIsDeferredIsToldOnceAndTheClientIsToAsk() {
        keeper.failure = new ValueDeferredException("the disk is full");
        send(part(1, 0), part(1, 1));
        keeper.failure = null;
        work();
        assertThat(heard()).containsExactly(new ToValueClient.ValueDeferred(1, "the disk is full"));
        assertThat(acknowledged()).isEqualTo(2);
        send(part(1, 2), question(1));
        work();
        assertThat(heard()).hasSize(1).first().isInstanceOf(ToValueClient.Has.class);
    }

    @Test
    void whatCannotBeKeptIsRefusedAndWhatComesOfItLaterHarmsNobody() {
        keeper.failure = new IllegalStateException();
        send(part(1, 0), part(1, 1));
        keeper.failure = null;
        work();
        send(part(1, 2));
        assertThat(heard()).containsExactly(new ToValueClient.ValueRefused(1, "java.lang.IllegalStateException"));
        assertThat(acknowledged()).isEqualTo(3);
        assertThat(keeper.work).isEmpty();
    }

    @Test
    void whoStopsBringingAValueHasItForgotten() {
        send(part(1, 0), part(1, 1), new ToValueServer.Stop(1));
        assertThat(keeper.discarded).containsExactly(VALUE);
        work();
        assertThat(heard()).isEmpty();
        assertThat(acknowledged()).isEqualTo(3);
        send(part(2, 0), part(2, 1), part(2, 2), part(2, 3));
        work();
        send(new ToValueServer.Stop(2));
        assertThat(keeper.discarded).as("it is whole").hasSize(1);
    }

    @Test
    void aClientThatReadsNothingCostsAWindowAtMost() {
        byte[] large = new byte[100 * PART];
        StoredValue value = StoredValue.of(large);
        keeper.values.put(value.id(), large);
        send(new ToValueServer.Get(1, value, 0), new ToValueServer.Get(2, value, 0));
        for (int i = 0; i < 100; i++) {
            server.flush();
            work();
        }
        int window = (int) (Limits.VALUES.bytes() / PART);
        assertThat(atClient.getAllReceived()).hasSizeGreaterThan(window / 2);
        assertThat(keeper.reads).isLessThanOrEqualTo(window);
        send(new ToValueServer.Stop(1), new ToValueServer.Stop(2));
        work();
        server.flush();
        assertThat(keeper.work).isEmpty();
    }

    @Test
    void aValueIsReadFromWhereItIsAskedForAndASmallOneDoesNotWaitForALargeOne() {
        keeper.values.put(VALUE.id(), BYTES);
        byte[] large = new byte[100 * PART];
        StoredValue other = StoredValue.of(large);
        keeper.values.put(other.id(), large);
        send(new ToValueServer.Get(1, other, 0), new ToValueServer.Get(2, VALUE, 2L * PART));
        List<WireMessage> items = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            server.flush();
            work();
            items.addAll(heard());
        }
        assertThat(items.stream()
                        .map(ToValueClient.Part.class::cast)
                        .filter(part -> part.transfer() == 2)
                        .map(ToValueClient.Part::offset))
                .containsExactly(2L * PART, 3L * PART);
        assertThat(items).hasSizeGreaterThan(4);
    }

    @Test
    void whatCannotBeReadIsRefused() {
        keeper.failure = new StokerException("the store no longer has it");
        send(new ToValueServer.Get(1, VALUE, 0));
        server.flush();
        work();
        assertThat(heard()).containsExactly(new ToValueClient.ValueRefused(1, "the store no longer has it"));
    }

    @Test
    void aValueWithoutBytesIsBroughtAndFetched() {
        StoredValue empty = StoredValue.of(new byte[0]);
        send(new ToValueServer.Put(1, empty, 0, new byte[0]), new ToValueServer.Get(2, empty, 0));
        server.flush();
        work();
        assertThat(heard()).hasSize(2).first().isEqualTo(new ToValueClient.Has(1, 0));
    }

    @Test
    void whatIsMalformedIsRefusedUnderItsNumber() {
        send(part(1, 0));
        send(new ToValueServer.Put(1, VALUE, BYTES.length, new byte[1]));
        send(new ToValueServer.Get(2, VALUE, -1), new ToValueClient.Has(3, 1));
        work();
        assertThat(heard())
                .extracting(item -> ((ToValueClient.ValueRefused) item).transfer())
                .containsExactly(1L, 2L);
        assertThat(acknowledged()).isEqualTo(4);
        server.receive(new Frame<>(client.session(), 7, 1, 0, 0, false, false, List.of()), gate);
        server.receive(new Frame<>(client.session(), 0, 1, 9, 9, false, false, List.of()), gate);
        server.receive(new Frame<>(UUID.randomUUID(), 0, 1, 0, 0, false, false, List.of()), gate);
        assertThat(heard()).isEmpty();
    }

    @Test
    void aClientHasOneSessionWhichItGoesOnWithUntilItIsForgotten() {
        UUID first = client.session();
        ToValueServer.Open again = new ToValueServer.Open(first, true, id, atClient.getRef());
        server.open(again, atServer.getRef());
        atClient.expectMessage(new ToValueClient.Opened(first, atServer.getRef()));
        client = begun();
        server.open(again, atServer.getRef());
        atClient.expectMessage(new ToValueClient.Closed(first));
        tick = ValueServer.FORGET_NANOS - 1;
        server.sweep();
        assertThat(acknowledged()).isZero();
        ToValueServer.Open latest = new ToValueServer.Open(client.session(), true, id, atClient.getRef());
        tick += ValueServer.FORGET_NANOS;
        server.sweep();
        server.open(latest, atServer.getRef());
        atClient.expectMessage(new ToValueClient.Closed(client.session()));
        assertThat(keeper.sweeps).isEqualTo(2);
    }

    @Test
    void nobodyWakesWhenNothingIsToBeDone() {
        send(part(1, 0), part(1, 1), part(1, 2), part(1, 3));
        work();
        assertThat(server.flush()).isPresent();
        tick += 1_000_000_000L;
        server.rang();
        heard();
        client.acknowledgeUpTo(1, tick);
        client.flush(tick);
        tick += 1_000_000_000L;
        client.flush(tick);
        server.rang();
        assertThat(server.flush()).isEmpty();
    }
}
