package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.TestInbox;
import io.stoker.Seeds;
import io.stoker.task.StoredValue;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToCaller;
import io.stoker.wire.ToDirect;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.values.FreeHeap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DirectSessionsTest {
    private static final long HOUR = Duration.ofHours(1).toNanos();
    private static final long MILLI = 1_000_000;

    private final DirectValues values = new DirectValues(FreeHeap.ofThisJvm(), 1 << 20);
    private final DirectSessions sessions = new DirectSessions(values);
    private final TestInbox<WireMessage> inbox = TestInbox.create();
    private final FarCaller caller = new FarCaller("a");

    private void open(FarCaller who, long tick) {
        sessions.open(who.open(false, 1, "engine", TestSecrets.PASS, inbox.getRef()), tick);
    }

    private List<DirectSessions.Item> receive(FarCaller who, long tick) {
        List<DirectSessions.Item> items = new ArrayList<>();
        who.sent(tick).forEach(frame -> items.addAll(sessions.receive(frame, tick)));
        return items;
    }

    private static ToCaller.Answered answer(long number) {
        return new ToCaller.Answered(number, null, Map.of());
    }

    private void answer(DirectSessions.Item item, UUID... kept) {
        sessions.answer(item.line(), item.lane(), answer(item.number()), List.of(kept));
    }

    private List<Frame<?>> sent(long tick) {
        sessions.flush(tick);
        List<Frame<?>> frames = new ArrayList<>();
        inbox.getAllReceived().forEach(message -> frames.add((Frame<?>) message));
        return frames;
    }

    private List<Object> heard(FarCaller who, long tick) {
        sent(tick).stream()
                .filter(frame -> frame.session().equals(who.session))
                .forEach(frame -> who.receive(frame, tick));
        List<Object> heard = List.copyOf(who.heard);
        who.heard.clear();
        return heard;
    }

    static LongStream seeds() {
        return Seeds.of(5);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eachCallIsDoneOnceAndInOrderAndAnsweredOnceHoweverTheFramesCome(long seed) {
        Random random = new Random(seed);
        open(caller, 0);
        List<Long> done = new ArrayList<>();
        List<Object> answers = new ArrayList<>();
        List<Frame<?>> there = new ArrayList<>();
        List<Frame<?>> back = new ArrayList<>();
        for (int step = 0; answers.size() < 200 && step < 100_000; step++) {
            long tick = step * 50 * MILLI;
            if (step < 200) {
                caller.call(new ToDirect.Keys());
            }
            there.addAll(caller.sent(tick));
            back.addAll(sent(tick));
            for (Frame<?> frame : delivered(there, random)) {
                for (DirectSessions.Item item : sessions.receive(frame, tick)) {
                    done.add(item.number());
                    answer(item);
                }
            }
            delivered(back, random).forEach(frame -> caller.receive(frame, tick));
            answers = caller.heard;
        }
        assertThat(done).isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
        assertThat(answers)
                .isEqualTo(LongStream.rangeClosed(1, 200)
                        .mapToObj(DirectSessionsTest::answer)
                        .toList());
    }

    /** Some of what is under way arrives, in any order and perhaps twice; some of it is lost. */
    private static List<Frame<?>> delivered(List<Frame<?>> underWay, Random random) {
        List<Frame<?>> delivered = new ArrayList<>();
        Collections.shuffle(underWay, random);
        underWay.removeIf(frame -> {
            int fate = random.nextInt(5);
            if (fate > 1) {
                delivered.add(frame);
            }
            return fate > 2 || fate == 0;
        });
        return delivered;
    }

    @Test
    void anEngineThatEndsDoesNotAnswerWhatItBreaksOff() {
        open(caller, 0);
        caller.call(new ToDirect.Keys());
        DirectSessions.Item item = receive(caller, 0).get(0);
        sessions.close();
        answer(item);
        assertThat(heard(caller, 0)).isEmpty();
    }

    @Test
    void callersHaveNumbersOfTheirOwnAndSoHaveAsides() {
        FarCaller other = new FarCaller("b");
        open(caller, 0);
        open(other, 0);
        caller.call(new ToDirect.Keys());
        caller.call(new ToDirect.Queue());
        other.call(new ToDirect.Reset());
        assertThat(receive(caller, 0)).extracting(DirectSessions.Item::number).containsExactly(1L, 1L);
        DirectSessions.Item item = receive(other, 0).get(0);
        answer(item);
        assertThat(heard(other, 0)).hasSize(1);
        assertThat(caller.heard).isEmpty();
    }

    @Test
    void aCallerGetsItsAnswersWhereItSaysItIsNow() {
        open(caller, 0);
        caller.call(new ToDirect.Keys());
        DirectSessions.Item item = receive(caller, 0).get(0);
        TestInbox<WireMessage> now = TestInbox.create();
        assertThat(sessions.reopen(caller.open(true, 1, "engine", TestSecrets.PASS, now.getRef()), 0))
                .isTrue();
        answer(item);
        sessions.flush(0);
        assertThat(now.hasMessages()).isTrue();
        assertThat(inbox.hasMessages()).isFalse();
    }

    @Test
    void aSessionEndsTheOneOfTheSameCallerBefore() {
        open(caller, 0);
        caller.call(new ToDirect.Keys());
        DirectSessions.Item item = receive(caller, 0).get(0);
        StoredValue kept = values.offer(new byte[3]);
        answer(item, kept.id());
        FarCaller again = new FarCaller("a");
        assertThat(sessions.open(again.open(false, 1, "engine", TestSecrets.PASS, inbox.getRef()), 0))
                .isSameAs(item.line());
        assertThat(values.read(kept, 0, 3)).isCompletedExceptionally();
        caller.call(new ToDirect.Keys());
        assertThat(receive(caller, 0)).isEmpty();
        answer(item);
        assertThat(heard(caller, 0)).isEmpty();
        again.call(new ToDirect.Keys());
        assertThat(receive(again, 0)).hasSize(1);
    }

    @Test
    void aCallerThatIsSilentForAnHourIsForgottenWithWhatItHasNotFetched() {
        open(caller, 0);
        caller.call(new ToDirect.Keys());
        DirectSessions.Item item = receive(caller, 0).get(0);
        StoredValue kept = values.offer(new byte[3]);
        answer(item, kept.id());
        sessions.flush(HOUR - 1);
        assertThat(values.read(kept, 0, 3)).isCompletedWithValueMatching(bytes -> bytes.length == 3);
        sessions.flush(HOUR);
        assertThat(values.read(kept, 0, 3)).isCompletedExceptionally();
        assertThat(sessions.reopen(caller.open(true, 1, "engine", TestSecrets.PASS, inbox.getRef()), HOUR))
                .isFalse();
        answer(item);
        assertThat(sessions.wakeAt()).isEmpty();
    }

    @Test
    void anEngineThatHasAnsweredAllDoesNotWakeUpBeforeItForgetsTheCaller() {
        open(caller, 0);
        caller.call(new ToDirect.Keys());
        answer(receive(caller, 0).get(0));
        assertThat(heard(caller, 0)).hasSize(1);
        caller.sent(20 * MILLI).forEach(frame -> sessions.receive(frame, 20 * MILLI));
        assertThat(sessions.wakeAt()).hasValue(20 * MILLI + HOUR);
    }

    @Test
    void aCallerThatDoesNotKeepUpHearsNoMoreUntilItHas() {
        open(caller, 0);
        caller.call(new ToDirect.Execute("", "x", true));
        Incoming call = new Incoming(receive(caller, 0).get(0).line(), 1, new ToDirect.Keys());
        while (sessions.isListening(call)) {
            sessions.printed(call, new ToCaller.Printed(1, false, "x".repeat(50_000)));
        }
        List<Object> heard = heard(caller, 0);
        assertThat(heard).hasSizeBetween(4, 8);
        caller.sent(20 * MILLI).forEach(frame -> sessions.receive(frame, 20 * MILLI));
        assertThat(sessions.isListening(call)).isTrue();
    }

    @Test
    void framesThatCannotBeOfTheirSessionAreRefused() {
        open(caller, 0);
        Frame<WireMessage> lane = new Frame<>(caller.session, 7, 1, 0, 0, false, false, List.of());
        assertThatThrownBy(() -> sessions.receive(lane, 0)).hasMessage("there is no lane 7");
        Frame<WireMessage> ahead = new Frame<>(caller.session, 0, 1, 9, 9, false, false, List.of());
        assertThatThrownBy(() -> sessions.receive(ahead, 0)).hasMessageContaining("9 items were received");
        Frame<WireMessage> other = new Frame<>(new UUID(1, 2), 0, 1, 9, 9, false, false, List.of());
        assertThat(sessions.receive(other, 0)).isEmpty();
    }

    @Test
    void largeValuesOfAnAnswerAreKeptUntilItIsAcknowledged() {
        StoredValue kept = values.offer(new byte[] {1, 2, 3});
        open(caller, 0);
        caller.call(new ToDirect.Keys());
        answer(receive(caller, 0).get(0), kept.id());
        assertThat(heard(caller, 0)).hasSize(1);
        assertThat(values.read(kept, 1, 2))
                .isCompletedWithValueMatching(bytes -> Arrays.equals(bytes, new byte[] {2, 3}));
        caller.sent(20 * MILLI).forEach(frame -> sessions.receive(frame, 20 * MILLI));
        assertThat(values.read(kept, 1, 2).toCompletableFuture()).isCompletedExceptionally();
    }
}
