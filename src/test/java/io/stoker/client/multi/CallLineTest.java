package io.stoker.client.multi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.TestInbox;
import io.stoker.Seeds;
import io.stoker.task.Failure;
import io.stoker.task.Payload;
import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import io.stoker.wire.Gate;
import io.stoker.wire.Secret;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToCaller;
import io.stoker.wire.ToDirect;
import io.stoker.wire.Unreadable;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Limits;
import io.stoker.wire.channel.Pump;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** A line, with an engine at the other end that is played by the test. */
class CallLineTest {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    private final CallLine line = new CallLine("engine", 3, 1, "caller");
    private final TestInbox<WireMessage> self = TestInbox.create();
    private final Gate gate = new Gate(LoggerFactory.getLogger(CallLineTest.class));
    private TestInbox<Object> engine = TestInbox.create();
    private final List<ToDirect.Open> opens = new ArrayList<>();
    private final List<CallLine.Call> calls = new ArrayList<>();
    private Far far = new Far(new UUID(0, 0));
    private @Nullable Random random;

    /** The engine's end of a session. */
    private static final class Far {
        final UUID session;
        final List<Frame<WireMessage>> frames = new ArrayList<>();
        final List<ToDirect.Call> came = new ArrayList<>();
        final List<Pump<Object, WireMessage>> lanes;

        Far(UUID session) {
            this.session = session;
            lanes = ToDirect.LANES.stream()
                    .map(lane -> new Pump<Object, WireMessage>(session, lane, frames::add, Limits.MESSAGES, item -> 64))
                    .toList();
        }

        void receive(Frame<?> frame, long tick) {
            Pump<Object, WireMessage> lane = lanes.get(frame.lane());
            lane.receive(frame, tick, (item, number) -> came.add((ToDirect.Call) item));
            lane.acknowledgeUpTo(lane.received(), tick);
        }

        List<Frame<WireMessage>> sent(long tick) {
            frames.clear();
            lanes.forEach(lane -> lane.flush(tick));
            return List.copyOf(frames);
        }
    }

    @BeforeEach
    void find() {
        line.at(engine.getRef().narrow(), TestSecrets.PASS, 0);
    }

    private CallLine.Call call(ToDirect.Call message, boolean ready) {
        CallLine.Call call = line.call(message, ready, (error, text) -> {});
        calls.add(call);
        return call;
    }

    private CallLine.Call call() {
        return call(new ToDirect.Keys(), true);
    }

    /** Lets the line send, and the engine take it in; the frames that are lost are not. */
    private List<ToDirect.Call> flush(long tick) {
        sent(tick).forEach(frame -> far.receive(frame, tick));
        List<ToDirect.Call> came = List.copyOf(far.came);
        far.came.clear();
        return came;
    }

    private List<Frame<?>> sent(long tick) {
        line.flush(tick, self.getRef());
        List<Frame<?>> frames = new ArrayList<>();
        for (Object message : engine.getAllReceived()) {
            if (message instanceof ToDirect.Open open) {
                if (random != null && random.nextInt(3) == 0) {
                    continue; // lost
                }
                opens.add(open);
                far = open.session().equals(far.session) ? far : new Far(open.session());
            } else {
                frames.add((Frame<?>) message);
            }
        }
        return frames;
    }

    private void say(long tick, WireMessage... items) {
        List.of(items).forEach(far.lanes.get(ToDirect.IN_TURN)::send);
        far.sent(tick).forEach(frame -> line.receive(frame, tick, gate));
    }

    private static ToCaller.Answered answer(long number) {
        return new ToCaller.Answered(number, null, Map.of());
    }

    private static final Failure FORGOTTEN = Failure.of(Failure.Kind.SYSTEM, "Forgotten", "forgotten");

    @Test
    void callsAreSentInOrderAndNoneBeforeThoseMadeEarlierAreReady() {
        CallLine.Call first = call(new ToDirect.Reset(), false);
        call(new ToDirect.History(2), true);
        call(new ToDirect.Queue(), true);
        assertThat(flush(0)).as("asides wait for nothing").containsExactly(new ToDirect.Queue());
        line.ready(first);
        assertThat(flush(0)).containsExactly(new ToDirect.Reset(), new ToDirect.History(2));
        assertThat(flush(SECOND / 2)).isEmpty();
    }

    @Test
    void aCallIsMadeAgainUnlessOthersWereMadeThatAreToBeDoneAfterIt() {
        CallLine.Call first = call();
        call(new ToDirect.Queue(), true);
        CallLine.Call again = line.again(first, new ToDirect.Reset(), (error, text) -> {});
        assertThat(again).as("control calls have no turn").isNotNull();
        assertThat(line.again(first, new ToDirect.Reset(), (error, text) -> {})).isNull();
        assertThat(flush(0)).containsExactlyInAnyOrder(new ToDirect.Queue(), new ToDirect.Keys());
        line.ready(again);
        assertThat(flush(0)).containsExactly(new ToDirect.Reset());
    }

    @Test
    void aSessionIsOpenedBeforeItsFirstFrameAndAgainWhileTheEngineIsSilent() {
        call();
        flush(0);
        assertThat(opens).singleElement().satisfies(open -> {
            assertThat(open.continued()).isFalse();
            assertThat(open.engine()).isEqualTo("engine");
            assertThat(open.caller()).isEqualTo("caller");
            assertThat(open.replyTo()).isEqualTo(self.getRef());
        });
        flush(SECOND - 1);
        assertThat(opens).hasSize(1);
        assertThat(line.flush(SECOND - 1, self.getRef())).hasValue(SECOND);
        flush(SECOND);
        flush(SECOND + 1);
        assertThat(opens).hasSize(2);
        say(SECOND + 2);
        flush(2 * SECOND);
        assertThat(opens).as("it was heard of").hasSize(2);
        flush(3 * SECOND);
        assertThat(opens).hasSize(3).last().satisfies(open -> {
            assertThat(open.continued()).isTrue();
            assertThat(open.session()).isEqualTo(opens.get(0).session());
        });
    }

    @Test
    void aSessionIsOpenedAgainWhereTheEngineIsNow() {
        call();
        flush(0);
        say(0);
        line.forgetPlace();
        assertThat(line.flush(0, self.getRef())).isEmpty();
        engine = TestInbox.create();
        line.at(engine.getRef().narrow(), TestSecrets.PASS, 1);
        flush(1);
        assertThat(opens).hasSize(2);
        assertThat(opens.get(1).session()).isEqualTo(opens.get(0).session());
    }

    @Test
    void whoWaitsForNothingSendsNothingAndDoesNotWakeUp() {
        CallLine.Call call = call();
        flush(0);
        say(0, answer(1));
        line.over(call);
        flush(20 * MILLI);
        say(20 * MILLI);
        assertThat(line.flush(40 * MILLI, self.getRef())).isEmpty();
        assertThat(line.flush(9 * SECOND, self.getRef())).isEmpty();
        assertThat(line.lookUpAt(9 * SECOND)).isEmpty();
        assertThat(engine.hasMessages()).isFalse();
    }

    @Test
    void afterASilenceNothingIsGivenToASessionBeforeTheEngineIsHeardOf() {
        CallLine.Call before = call();
        flush(0);
        say(0, answer(1));
        line.over(before);
        call(new ToDirect.Reset(), true);
        assertThat(flush(5 * SECOND)).isEmpty();
        assertThat(opens)
                .hasSize(2)
                .last()
                .satisfies(open -> assertThat(open.continued()).isTrue());
        say(5 * SECOND + 1);
        assertThat(flush(5 * SECOND + 1)).containsExactly(new ToDirect.Reset());
    }

    @Test
    void whatARefusedSessionWasGivenFailsAndWhatItWasNotBeginsAnother() {
        CallLine.Call given = call();
        flush(0);
        say(0);
        CallLine.Call kept = call(new ToDirect.Reset(), true);
        CallLine.Call clear = line.clearQueue();
        CallLine.Call after = call(new ToDirect.Keys(), true);
        assertThat(flush(5 * SECOND)).isEmpty();
        assertThat(kept.answer).as("cleared before it was given").isCompletedExceptionally();
        line.refused(new ToCaller.Refused(new UUID(9, 9), FORGOTTEN));
        assertThat(given.answer).isNotDone();
        line.refused(new ToCaller.Refused(far.session, FORGOTTEN));
        assertThat(given.answer).failsWithin(Duration.ZERO).withThrowableThat().withMessageContaining("forgotten");
        assertThat(flush(5 * SECOND)).containsExactlyInAnyOrder(new ToDirect.Keys(), new ToDirect.ClearQueue(0));
        assertThat(opens.get(opens.size() - 1).continued()).isFalse();
        say(5 * SECOND, answer(1));
        assertThat(after.answer).isCompleted();
        assertThat(clear.answer).isNotDone();
    }

    @Test
    void aQueueIsClearedUpToTheLastCallThatWasGivenAndOfAllThatWereNot() {
        CallLine.Call given = call();
        flush(0);
        CallLine.Call waiting = call(new ToDirect.Reset(), false);
        line.clearQueue();
        CallLine.Call later = call();
        assertThat(waiting.answer)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(QueueClearedException.class)
                .withMessageContaining("reset()");
        assertThat(flush(0)).containsExactlyInAnyOrder(new ToDirect.ClearQueue(1), new ToDirect.Keys());
        assertThat(given.answer).as("the engine says so").isNotDone();
        assertThat(later.answer).isNotDone();
    }

    @Test
    void anAnswerIsAcknowledgedWhenItIsTakenAndWithAllBeforeIt() {
        CallLine.Call first = call();
        CallLine.Call second = call();
        flush(0);
        say(0, answer(2), answer(1), answer(1));
        assertThat(second.answer).isCompletedWithValue(answer(2));
        line.over(first);
        flush(SECOND / 2);
        assertThat(far.lanes.get(0).acknowledged()).isZero();
        line.over(second);
        flush(SECOND / 2);
        assertThat(far.lanes.get(0).acknowledged()).isEqualTo(3);
    }

    @Test
    void aCallThatCannotBeMadeDoesNotHoldUpTheOthers() {
        CallLine.Call broken = call(new ToDirect.Reset(), false);
        CallLine.Call next = call();
        line.fail(broken, new StokerException("no room"));
        line.over(broken);
        assertThat(broken.answer).isCompletedExceptionally();
        assertThat(flush(0)).containsExactly(new ToDirect.Keys());
        say(0, answer(1));
        assertThat(next.answer).isCompletedWithValue(answer(1));
    }

    @Test
    void anAnswerThatCannotBeReadFailsItsCallAndWhatFitsNothingIsDropped() {
        CallLine.Call malformed = call();
        CallLine.Call unreadable = call();
        CallLine.Call good = call();
        flush(0);
        say(
                0,
                new ToCaller.Answered(1, null, null),
                new Unreadable(answer(2), "values cannot be read"),
                new ToDirect.Kill(),
                new ToCaller.Printed(77, true, "x"),
                answer(3));
        assertThat(malformed.answer).isCompletedExceptionally();
        assertThat(unreadable.answer).isCompletedExceptionally();
        assertThat(good.answer).isCompleted();
        line.receive(new Frame<WireMessage>(far.session, 0, 9, 99, 99, false, false, List.of()), 0, gate);
        line.receive(new Frame<WireMessage>(far.session, 5, 1, 0, 0, false, false, List.of()), 0, gate);
        assertThat(flush(0)).isEmpty();
    }

    @Test
    void whatACallPrintsIsHeardInOrderWhileItIsOpen() {
        List<String> heard = new ArrayList<>();
        line.call(new ToDirect.Execute("", "x", true), true, (error, text) -> heard.add(error + text));
        flush(0);
        say(0, new ToCaller.Printed(1, false, "a"), new ToCaller.Printed(1, true, "b"), answer(1));
        say(0, new ToCaller.Printed(1, false, "late"));
        assertThat(heard).containsExactly("falsea", "trueb");
    }

    @Test
    void allFailWhenTheEngineIsLostAndTheControllerIsAskedWhileItIsSilent() {
        assertThat(line.lookUpAt(0)).as("nothing is open").isEmpty();
        CallLine.Call open = call();
        CallLine.Call waiting = call(new ToDirect.Keys(), false);
        assertThat(line.lookUpAt(0)).hasValue(2 * SECOND);
        flush(0);
        say(SECOND);
        assertThat(line.lookUpAt(SECOND)).hasValue(3 * SECOND);
        line.at(engine.getRef().narrow(), TestSecrets.PASS, 6 * SECOND);
        assertThat(line.lookUpAt(7 * SECOND)).as("it is where it was").hasValue(8 * SECOND);
        line.forgetPlace();
        assertThat(line.lookUpAt(7 * SECOND)).as("not known where it is").hasValue(7 * SECOND);
        line.lost(new StokerException("gone"));
        assertThat(open.answer).isCompletedExceptionally();
        assertThat(waiting.answer).isCompletedExceptionally();
        assertThat(call().answer).isCompletedExceptionally();
        assertThat(line.lookUpAt(9 * SECOND)).isEmpty();
    }

    @Test
    void noMoreCallsAreMadeThanCanBeKept() {
        for (int i = 0; i < 10_000; i++) {
            line.requireRoom();
            call();
        }
        assertThatThrownBy(line::requireRoom)
                .isInstanceOf(TooManyCallsException.class)
                .hasMessageStartingWith("10000 calls to engine 3 are pending");
        line.over(calls.get(0));
        line.requireRoom();
    }

    @Test
    void noMoreIsBroughtThanCanBeKept() {
        Payload value = Payload.of(new byte[8 << 20]);
        for (int i = 0; i < 8; i++) {
            line.requireRoom();
            call(new ToDirect.Push(Map.of("a", value)), true);
        }
        assertThatThrownBy(line::requireRoom)
                .isInstanceOf(TooManyCallsException.class)
                .hasMessageMatching("8 calls to engine 3 with 671\\d+ bytes are pending.*");
        line.over(calls.get(0));
        line.requireRoom();
    }

    @Test
    void largeValuesThatGoAheadOfCallsCountUntilTheseAreOver() {
        for (int i = 0; i < 3; i++) {
            line.requireRoom();
            Payload value = new StoredValue(new UUID(1, i), 100 << 20, 0);
            call(i == 2 ? new ToDirect.Apply("f", 0, value) : new ToDirect.Push(Map.of("a", value)), false);
        }
        assertThatThrownBy(line::requireRoom)
                .isInstanceOf(TooManyCallsException.class)
                .hasMessageStartingWith("3 calls to engine 3 with 314572800 bytes of large values are pending");
        line.over(calls.get(0));
        line.over(calls.get(0));
        line.requireRoom();
        line.over(calls.get(1));
        line.over(calls.get(2));
    }

    static LongStream seeds() {
        return Seeds.of(5);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void allCallsAreDoneOnceAndAnsweredOverAWireThatLosesFramesAndPlaces(long seed) {
        random = new Random(seed);
        List<Integer> done = new ArrayList<>();
        for (int step = 0; step < 5_000; step++) {
            long tick = step * SECOND / 4;
            if (calls.size() < 200 && random.nextInt(3) == 0) {
                call(new ToDirect.History(calls.size()), true);
            }
            if (random.nextInt(50) == 0) {
                line.forgetPlace();
                line.at(engine.getRef().narrow(), TestSecrets.PASS, tick);
            }
            for (Frame<?> frame : sent(tick)) {
                if (frame.session().equals(far.session) && random.nextInt(4) > 0) {
                    far.receive(frame, tick);
                }
            }
            for (ToDirect.Call one : far.came) {
                done.add(((ToDirect.History) one).execution());
                far.lanes.get(0).send(answer(done.size()));
            }
            far.came.clear();
            for (Frame<?> frame : far.sent(tick)) {
                if (random.nextInt(4) > 0) {
                    line.receive(frame, tick, gate);
                }
            }
            calls.stream().filter(one -> one.answer.isDone()).forEach(line::over);
        }
        assertThat(calls)
                .hasSize(200)
                .allSatisfy(call -> assertThat(call.answer).isCompleted());
        assertThat(done).isEqualTo(IntStream.range(0, 200).boxed().toList());
        assertThat(far.lanes.get(0).size()).as("all is acknowledged").isZero();
        assertThat(line.flush(9_000 * SECOND, self.getRef())).isEmpty();
    }

    @Test
    void anotherTicketIsAskedForInsteadOfFailingWhatWasNotBegun() {
        CallLine.Call call = call();
        flush(0);
        line.refused(new ToCaller.Refused(
                far.session, Failure.of(Failure.Kind.SYSTEM, ToDirect.Open.OTHER_TICKET, "another ticket")));
        assertThat(call.answer).isNotDone();
        assertThat(line.lookUpAt(5)).hasValue(5);
        Secret next = Secret.random();
        line.at(engine.getRef().narrow(), next, 5);
        flush(5);
        assertThat(opens.get(opens.size() - 1).ticket()).isEqualTo(next);
        line.ticket(TestSecrets.PASS);
        flush(2 * SECOND);
        assertThat(opens.get(opens.size() - 1).ticket()).isEqualTo(TestSecrets.PASS);
    }
}
