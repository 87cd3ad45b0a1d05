package io.stoker.client.multi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.TestInbox;
import io.stoker.Seeds;
import io.stoker.task.StokerException;
import io.stoker.wire.ToCaller;
import io.stoker.wire.ToDirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CallLineTest {
    private static final long SECOND = 1_000_000_000L;

    private final CallLine line = new CallLine("engine", 3, 1, "caller", 0);
    private final TestInbox<ToCaller> inbox = TestInbox.create();
    private final TestInbox<ToDirect> engine = TestInbox.create();
    private final List<CallLine.Call> calls = new ArrayList<>();

    private CallLine.Call call() {
        CallLine.Call call = line.call((error, text) -> {});
        calls.add(call);
        return call;
    }

    private void ready(CallLine.Call call) {
        line.ready(call, ToDirect.Keys::new);
    }

    private List<Long> due(long tick) {
        return line.due(tick, inbox.getRef()).stream()
                .map(message -> message instanceof ToDirect.Call one ? one.number() : -1L)
                .toList();
    }

    private static ToCaller.Answered answer(long number) {
        return new ToCaller.Answered("engine", number, null, Map.of());
    }

    @Test
    void callsAreSentInOrderAndNoneBeforeThoseMadeEarlierAreReady() {
        CallLine.Call first = call();
        CallLine.Call second = call();
        ready(second);
        assertThat(due(0)).isEmpty();
        ready(first);
        assertThat(due(0)).containsExactly(1L, 2L);
        assertThat(due(SECOND)).isEmpty();
        assertThat(due(3 * SECOND)).as("unanswered").containsExactly(1L, 2L);
        line.expected(2, 3 * SECOND);
        assertThat(due(3 * SECOND)).containsExactly(2L);
        line.expected(2, 3 * SECOND + 1);
        assertThat(due(3 * SECOND + 1)).as("said for each that came early").isEmpty();
        line.expected(2, 4 * SECOND);
        assertThat(due(4 * SECOND)).containsExactly(2L);
    }

    @Test
    void anAnswerIsAcknowledgedWhenItIsTakenAndWithAllBeforeIt() {
        CallLine.Call first = call();
        CallLine.Call second = call();
        ready(first);
        ready(second);
        due(0);
        line.answered(answer(2), 0);
        line.over(second);
        assertThat(second.answer()).isCompletedWithValue(answer(2));
        assertThat(acknowledged()).isZero();
        line.answered(answer(1), 0);
        assertThat(due(9 * SECOND)).as("answered, and being fetched").isEmpty();
        line.over(first);
        assertThat(acknowledged()).isEqualTo(2);
        assertThat(due(9 * SECOND)).isEmpty();
        line.answered(answer(1), 0);
        assertThat(acknowledged()).as("the engine has not heard of it").isEqualTo(2);
    }

    private long acknowledged() {
        return line.due(0, inbox.getRef()).stream()
                .map(message -> ((ToDirect.Acknowledged) message).line().acknowledged())
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    @Test
    void aCallThatCannotBeMadeDoesNotHoldUpTheOthers() {
        CallLine.Call broken = call();
        CallLine.Call next = call();
        ready(next);
        line.fail(broken, new StokerException("no room"));
        line.over(broken);
        assertThat(broken.answer()).isCompletedExceptionally();
        assertThat(line.due(0, inbox.getRef()))
                .satisfiesExactly(
                        empty -> assertThat(((ToDirect.Push) empty).values()).isEmpty(),
                        message ->
                                assertThat(((ToDirect.Call) message).number()).isEqualTo(2));
        line.answered(answer(2), 0);
        line.over(next);
        assertThat(due(9 * SECOND)).as("until the engine has heard of it").containsExactly(1L);
        line.answered(answer(1), 0);
        assertThat(acknowledged()).isEqualTo(2);
    }

    @Test
    void allFailWhenTheEngineIsLostAndTheControllerIsAskedWhileItIsSilent() {
        assertThat(line.isWondering(0)).as("nothing is open").isFalse();
        CallLine.Call open = call();
        ready(open);
        assertThat(line.isWondering(0)).as("not known where it is").isTrue();
        line.at(engine.getRef(), 0);
        assertThat(line.isWondering(SECOND)).isFalse();
        assertThat(line.isWondering(3 * SECOND)).isTrue();
        line.printed(new ToCaller.Printed("engine", 1, false, "x"), 3 * SECOND);
        assertThat(line.isWondering(4 * SECOND)).isFalse();
        line.at(engine.getRef(), 6 * SECOND);
        assertThat(line.isWondering(7 * SECOND)).as("it is where it was").isFalse();
        line.lost(new StokerException("gone"));
        assertThat(open.answer()).isCompletedExceptionally();
        assertThat(call().answer()).isCompletedExceptionally();
        assertThat(line.isWondering(9 * SECOND)).isFalse();
    }

    @Test
    void noMoreCallsAreMadeThanCanBeKept() {
        for (int i = 0; i < 10_000; i++) {
            line.requireRoom();
            ready(call());
        }
        assertThatThrownBy(line::requireRoom)
                .isInstanceOf(TooManyCallsException.class)
                .hasMessageStartingWith("10000 calls to engine 3 are pending");
    }

    static LongStream seeds() {
        return Seeds.of(5);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void allCallsAreAnsweredOverAWireThatLosesMessagesAndPlaces(long seed) {
        Random random = new Random(seed);
        TreeMap<Long, Boolean> done = new TreeMap<>();
        long received = 0;
        for (int step = 0; step < 5_000; step++) {
            long tick = step * SECOND / 4;
            if (calls.size() < 200 && random.nextInt(3) == 0) {
                ready(call());
            }
            if (random.nextInt(50) == 0) {
                line.forgetPlace();
                line.at(engine.getRef(), tick);
            }
            for (ToDirect message : line.due(tick, inbox.getRef())) {
                if (random.nextInt(4) == 0 || !(message instanceof ToDirect.Call one)) {
                    continue;
                }
                if (one.number() == received + 1) {
                    received++;
                    assertThat(done.put(received, true)).isNull();
                }
                if (one.number() > received + 1) {
                    line.expected(received + 1, tick);
                } else if (random.nextInt(4) > 0) {
                    line.answered(answer(one.number()), tick);
                    line.over(calls.get((int) one.number() - 1));
                }
            }
        }
        assertThat(calls)
                .hasSize(200)
                .allSatisfy(call -> assertThat(call.answer()).isCompleted());
        assertThat(line.due(Long.MAX_VALUE / 2, inbox.getRef()))
                .allSatisfy(message -> assertThat(message).isInstanceOf(ToDirect.Acknowledged.class));
    }
}
