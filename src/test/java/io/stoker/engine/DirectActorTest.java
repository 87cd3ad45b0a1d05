package io.stoker.engine;

import static io.stoker.LoneCluster.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.stoker.task.EngineProperties;
import io.stoker.task.Failure;
import io.stoker.wire.Secret;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToCaller;
import io.stoker.wire.ToDirect;
import io.stoker.wire.ToEngine;
import io.stoker.wire.ToValueClient;
import io.stoker.wire.ToValueServer;
import io.stoker.wire.WireConfig;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An engine's actor for direct calls, which nobody executes. */
class DirectActorTest {
    private static ActorTestKit kit;

    private final EngineWorkQueue queue = new EngineWorkQueue();
    private final EngineProcess engine = new EngineProcess(
            WireConfig.load(Map.of()),
            TestSecrets.key("instance"),
            0,
            EngineProperties.NONE,
            queue,
            new FakeCallbacks());
    private final ActorRef<Object> actor = kit.spawn(DirectActor.create(engine, queue));
    private final TestProbe<WireMessage> probe = kit.createTestProbe(WireMessage.class);
    private final FarCaller caller = new FarCaller("caller");

    @BeforeAll
    static void start() {
        kit = ActorTestKit.create();
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    @AfterEach
    void close() {
        kit.stop(actor);
        engine.close();
    }

    private void open(FarCaller who) {
        actor.tell(who.open(false, WireMessage.VERSION, engine.instance(), engine.ticket(), probe.ref()));
    }

    private void send(FarCaller who) {
        who.sent(0).forEach(actor::tell);
    }

    private Failure refusal() {
        return probe.expectMessageClass(ToCaller.Refused.class, LONG).failure();
    }

    /** The next that is heard; what only acknowledges is passed over. */
    private Object heard() {
        while (caller.heard.isEmpty()) {
            caller.receive(probe.expectMessageClass(Frame.class, LONG), 0);
        }
        return caller.heard.remove(0);
    }

    private @Nullable Failure failureOf(long call) {
        ToCaller.Answered answer = (ToCaller.Answered) heard();
        assertThat(answer.call()).isEqualTo(call);
        return answer.failure();
    }

    @Test
    void aSessionOfAnotherVersionOrEngineOrThatIsNotKnownIsRefused() {
        actor.tell(caller.open(false, -1, engine.instance(), engine.ticket(), probe.ref()));
        assertThat(refusal().text()).contains("but the caller version -1");
        actor.tell(caller.open(false, WireMessage.VERSION, "before", engine.ticket(), probe.ref()));
        assertThat(refusal().text()).contains("has been replaced");
        actor.tell(caller.open(true, WireMessage.VERSION, engine.instance(), engine.ticket(), probe.ref()));
        assertThat(refusal().text()).contains("for an hour", "unknown");
        caller.call(new ToDirect.Keys());
        send(caller);
        open(caller);
        caller.call(new ToDirect.Queue());
        send(caller);
        assertThat(heard()).isInstanceOf(ToCaller.Answered.class);
        assertThat(queue.isCalled()).as("what came before is dropped").isFalse();
    }

    @Test
    void aMalformedCallIsRefusedToItsCallerAndTheOthersAreTakenIn() {
        open(caller);
        caller.call(new ToDirect.Push(null));
        caller.call(ToDirect.IN_TURN, new ToDirect.Queue());
        caller.call(new ToDirect.Reset());
        send(caller);
        assertThat(failureOf(1))
                .isNotNull()
                .extracting(Failure::text)
                .asString()
                .contains("a malformed Push: values is missing");
        assertThat(failureOf(2))
                .isNotNull()
                .extracting(Failure::text)
                .asString()
                .contains("a Queue in lane 0");
        assertThat(queue.status().queue()).containsExactly("reset()");
    }

    @Test
    void whatIsNoCallIsRefusedToo() {
        open(caller);
        caller.call(ToDirect.IN_TURN, new ToEngine.Drop(List.of()));
        send(caller);
        actor.tell(new Frame<WireMessage>(caller.session, 9, 1, 0, 0, false, false, List.of()));
        assertThat(failureOf(1))
                .isNotNull()
                .extracting(Failure::text)
                .asString()
                .contains("a Drop in lane 0");
    }

    @Test
    void aQueueIsClearedUpToTheCallThatIsSaidAlsoOfCallsThatComeLater() {
        FarCaller other = new FarCaller("other");
        open(other);
        other.call(new ToDirect.Keys());
        send(other);
        open(caller);
        caller.call(new ToDirect.Reset());
        List<Frame<WireMessage>> first = caller.sent(0);
        caller.call(new ToDirect.History(2));
        List<Frame<WireMessage>> second = caller.sent(0);
        caller.call(new ToDirect.History(3));
        List<Frame<WireMessage>> third = caller.sent(0);
        caller.call(new ToDirect.ClearQueue(2));
        first.forEach(actor::tell);
        send(caller);
        second.forEach(actor::tell);
        third.forEach(actor::tell);
        assertThat(List.of(heard(), heard(), heard()))
                .containsExactlyInAnyOrder(
                        new ToCaller.Answered(1, null, Map.of()),
                        new ToCaller.Answered(1, Failure.of(Failure.Kind.CLEARED, "QueueCleared", "reset()"), Map.of()),
                        new ToCaller.Answered(
                                2, Failure.of(Failure.Kind.CLEARED, "QueueCleared", "getResult(2)"), Map.of()));
        caller.call(new ToDirect.Queue());
        send(caller);
        assertThat(heard()).isInstanceOf(ToCaller.Answered.class);
        assertThat(queue.status().queue()).containsExactly("keys()", "getResult(3)");
    }

    @Test
    void callsOfACallerThatBeginsAnewAreNotDone() {
        open(caller);
        caller.call(new ToDirect.Reset());
        send(caller);
        FarCaller again = new FarCaller("caller");
        open(again);
        again.call(new ToDirect.Keys());
        send(again);
        probe.awaitAssert(LONG, () -> {
            assertThat(queue.status().queue()).containsExactly("keys()");
            return null;
        });
    }

    @Test
    void aCallerThatHasEndedHearsNothingUntilItSaysWhereItIs() {
        TestProbe<WireMessage> before = kit.createTestProbe(WireMessage.class);
        actor.tell(caller.open(false, WireMessage.VERSION, engine.instance(), engine.ticket(), before.ref()));
        caller.call(new ToDirect.Reset());
        send(caller);
        before.expectMessageClass(Frame.class, LONG);
        before.stop();
        probe.awaitAssert(LONG, () -> {
            assertThat(engine.sessions().callers()).isEmpty();
            return null;
        });
        Incoming call = queue.removeCalls(one -> true).get(0);
        engine.sessions().answer(call.line(), 0, new ToCaller.Answered(1, null, Map.of()), List.of());
        engine.sessions().flush(System.nanoTime());
        actor.tell(caller.open(true, WireMessage.VERSION, engine.instance(), engine.ticket(), probe.ref()));
        assertThat(heard()).isEqualTo(new ToCaller.Answered(1, null, Map.of()));
    }

    @Test
    void anActorThatFollowsAnotherOneSendsWhatThereIs() {
        open(caller);
        caller.call(new ToDirect.Reset());
        send(caller);
        probe.expectMessageClass(Frame.class, LONG);
        kit.stop(actor);
        Incoming call = queue.removeCalls(one -> true).get(0);
        engine.sessions().answer(call.line(), 0, new ToCaller.Answered(1, null, Map.of()), List.of());
        ActorRef<Object> next = kit.spawn(DirectActor.create(engine, queue));
        assertThat(heard()).isEqualTo(new ToCaller.Answered(1, null, Map.of()));
        kit.stop(next);
    }

    private static ToValueServer.Open values(Secret ticket, ActorRef<WireMessage> replyTo) {
        return new ToValueServer.Open(UUID.randomUUID(), false, UUID.randomUUID(), ticket, replyTo);
    }

    @Test
    void whoDoesNotHaveTheTicketBeginsNothing() {
        actor.tell(caller.open(false, WireMessage.VERSION, engine.instance(), Secret.random(), probe.ref()));
        assertThat(refusal().type()).isEqualTo(ToDirect.Open.OTHER_TICKET);
        caller.call(new ToDirect.Reset());
        send(caller);
        actor.tell(values(Secret.random(), probe.ref()));
        assertThat(probe.expectMessageClass(ToValueClient.SessionRefused.class, LONG)
                        .reason())
                .contains("ticket");
        actor.tell(values(engine.ticket(), probe.ref()));
        probe.expectMessageClass(ToValueClient.Opened.class, LONG);
        assertThat(queue.isCalled()).isFalse();
    }

    @Test
    void whoIsExpelledIsNotServedAnyMoreAndTheOthersGoOnWithAnotherTicket() {
        open(caller);
        caller.call(new ToDirect.Reset());
        send(caller);
        probe.expectMessageClass(Frame.class, LONG);
        Secret before = engine.ticket();
        engine.changeTicket();
        actor.tell(new DirectActor.Expel("akka://stoker@127.0.0.1:9"));
        ToCaller.Ticket told = probe.expectMessageClass(ToCaller.Ticket.class, LONG);
        assertThat(told).isEqualTo(new ToCaller.Ticket(caller.session, engine.ticket()));
        assertThat(told.ticket()).isNotEqualTo(before);
        actor.tell(caller.open(true, WireMessage.VERSION, engine.instance(), before, probe.ref()));
        assertThat(queue.isCalled()).isTrue();
        actor.tell(new DirectActor.Expel(probe.ref().path().address().toString()));
        probe.awaitAssert(LONG, () -> {
            assertThat(queue.isCalled()).isFalse();
            return null;
        });
        actor.tell(caller.open(true, WireMessage.VERSION, engine.instance(), before, probe.ref()));
        assertThat(refusal().type()).isEqualTo(ToDirect.Open.OTHER_TICKET);
    }
}
