package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.TestInbox;
import io.stoker.Seeds;
import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import io.stoker.task.ValueTooLargeException;
import io.stoker.wire.ToCaller;
import io.stoker.wire.ToDirect;
import io.stoker.wire.values.FreeHeap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SwitchboardTest {
    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final DirectValues values = new DirectValues(FreeHeap.ofThisJvm());
    private final Switchboard board = new Switchboard(values);
    private final TestInbox<ToCaller> inbox = TestInbox.create();

    private ToDirect.Call call(String caller, long number, long acknowledged) {
        return new ToDirect.Keys(new ToDirect.Line(1, "engine", caller, acknowledged), number, inbox.getRef());
    }

    private static ToCaller.Answered answer(long number) {
        return new ToCaller.Answered("engine", number, null, Map.of());
    }

    private List<ToCaller> sent() {
        return board.takeUnsent().stream().map(Switchboard.Unsent::message).toList();
    }

    static LongStream seeds() {
        return Seeds.of(5);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eachCallIsDoneOnceAndInOrderHoweverTheMessagesCome(long seed) {
        Random random = new Random(seed);
        List<Long> done = new ArrayList<>();
        for (int round = 0; done.size() < 50 && round < 10_000; round++) {
            List<Long> numbers =
                    new ArrayList<>(LongStream.rangeClosed(1, 50).boxed().toList());
            Collections.shuffle(numbers, random);
            for (long number : numbers.subList(0, 10)) {
                if (board.receive(call("a", number, 0), round)) {
                    done.add(number);
                    board.answer("a", answer(number), List.of());
                }
            }
        }
        assertThat(done).isEqualTo(LongStream.rangeClosed(1, 50).boxed().toList());
        assertThat(sent()).contains(answer(1), answer(50), new ToCaller.Expected("engine", 1));
    }

    @Test
    void aCallThatWasAnsweredIsAnsweredAgainUntilThatIsAcknowledged() {
        assertThat(board.receive(call("a", 1, 0), 0)).isTrue();
        assertThat(board.receive(call("a", 1, 0), 0)).as("while it is done").isFalse();
        assertThat(sent()).isEmpty();
        board.answer("a", answer(1), List.of());
        assertThat(sent()).containsExactly(answer(1));
        assertThat(board.receive(call("a", 1, 0), 0)).isFalse();
        assertThat(sent()).containsExactly(answer(1));
        board.acknowledged(new ToDirect.Line(1, "engine", "a", 1), 0);
        assertThat(board.receive(call("a", 1, 1), 0)).isFalse();
        assertThat(sent()).isEmpty();
        assertThat(board.receive(call("a", 2, 1), 0)).isTrue();
    }

    @Test
    void anEngineThatEndsDoesNotAnswerWhatItBreaksOff() {
        board.receive(call("a", 1, 0), 0);
        board.close();
        board.answer("a", answer(1), List.of());
        assertThat(sent()).isEmpty();
    }

    @Test
    void callersHaveNumbersOfTheirOwn() {
        assertThat(board.receive(call("a", 1, 0), 0)).isTrue();
        assertThat(board.receive(call("b", 1, 0), 0)).isTrue();
        board.answer("b", answer(1), List.of());
        assertThat(board.takeUnsent())
                .singleElement()
                .satisfies(unsent -> assertThat(unsent.message()).isEqualTo(answer(1)));
    }

    @Test
    void aCallerThatIsForgottenGoesOnWhereItIs() {
        board.receive(call("a", 1, 0), 0);
        StoredValue kept = values.offer(new byte[3]);
        board.answer("a", answer(1), List.of(kept.id()));
        board.sweep(HOUR);
        assertThat(values.get(kept.id(), 0, 9)).hasSize(3);
        board.sweep(HOUR + 1);
        assertThatThrownBy(() -> values.get(kept.id(), 0, 9)).isInstanceOf(StokerException.class);
        assertThat(board.receive(call("a", 8, 7), HOUR + 2)).isTrue();
        board.answer("a", answer(8), List.of());
        board.answer("nobody", answer(1), List.of());
        assertThat(sent()).containsExactly(answer(1), answer(8));
    }

    @Test
    void aCallerThatHasGivenUpOnCallsGoesOnBehindThem() {
        board.receive(call("a", 1, 0), 0);
        board.receive(call("a", 2, 0), 0);
        assertThat(board.receive(call("a", 4, 3), 0)).isTrue();
        board.answer("a", answer(4), List.of());
        assertThat(sent()).containsExactly(answer(4));
    }

    @Test
    void valuesThatWereBroughtWaitWithTheirCallHoweverLongThatTakes() {
        StoredValue used = StoredValue.of(new byte[] {1});
        StoredValue unused = StoredValue.of(new byte[] {2});
        values.put(used, 0, new byte[] {1}, 0);
        values.put(unused, 0, new byte[] {2}, 0);
        ToDirect.Line line = new ToDirect.Line(1, "engine", "a", 0);
        board.receive(new ToDirect.Push(line, 1, Map.of("x", used), inbox.getRef()), 0);
        values.sweep(HOUR);
        assertThatThrownBy(() -> values.take(unused)).hasMessageContaining("too long ago");
        assertThat(values.take(used)).containsExactly(1);
    }

    @Test
    void largeValuesOfAnAnswerAreKeptUntilItIsAcknowledged() {
        StoredValue kept = values.offer(new byte[] {1, 2, 3});
        board.receive(call("a", 1, 0), 0);
        board.answer("a", answer(1), List.of(kept.id()));
        assertThat(values.get(kept.id(), 1, 9)).containsExactly(2, 3);
        board.receive(call("a", 2, 1), 0);
        assertThatThrownBy(() -> values.get(kept.id(), 1, 9)).hasMessageContaining("no longer has the value");
    }

    @Test
    void largeValuesForACallComeInPartsAndAreTakenOnce() {
        byte[] bytes = {1, 2, 3, 4, 5};
        StoredValue value = StoredValue.of(bytes);
        assertThat(values.put(value, 0, new byte[] {1, 2}, 0)).isEqualTo(2);
        assertThat(values.put(value, 0, new byte[] {1, 2}, 0)).as("again").isEqualTo(2);
        assertThat(values.put(value, 4, new byte[] {5}, 0)).as("too early").isEqualTo(2);
        assertThatThrownBy(() -> values.take(value)).hasMessageContaining("push it again");
        IntStream.range(0, 5).forEach(i -> values.put(value, i, new byte[] {bytes[i]}, 0));
        assertThat(values.take(value)).isEqualTo(bytes);
        assertThatThrownBy(() -> values.take(value)).hasMessageContaining("push it again");
        values.put(value, 0, new byte[] {9, 9, 9, 9, 9}, 0);
        assertThatThrownBy(() -> values.take(value)).hasMessageContaining("damaged");
    }

    @Test
    void aValueForWhichThereIsNoRoomIsRefusedWithBothFigures() {
        StoredValue huge = new StoredValue(UUID.randomUUID(), Integer.MAX_VALUE, 0);
        assertThatThrownBy(() -> values.put(huge, 0, new byte[1], 0))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessageContaining("2147483647 bytes");
        StoredValue endless = new StoredValue(UUID.randomUUID(), Long.MAX_VALUE, 0);
        assertThatThrownBy(() -> values.put(endless, 0, new byte[1], 0)).isInstanceOf(ValueTooLargeException.class);
    }
}
