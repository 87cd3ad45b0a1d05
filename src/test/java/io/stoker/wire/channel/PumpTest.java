package io.stoker.wire.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PumpTest {
    private static final UUID SESSION = new UUID(1, 2);
    private static final long MILLI = 1_000_000L;
    private static final Limits LIMITS =
            new Limits(4, 100, 30, Duration.ofMillis(20), Duration.ofSeconds(1), Duration.ofSeconds(5));

    private final List<Frame<String>> sent = new ArrayList<>();
    private final List<String> handed = new ArrayList<>();
    private final Pump<String, String> pump =
            new Pump<>(SESSION, 0, sent::add, LIMITS, item -> ((String) item).length());

    private static Frame<String> frame(long first, long received, long acknowledged, String... items) {
        return new Frame<>(SESSION, 0, first, received, acknowledged, false, false, List.of(items));
    }

    private void receive(Frame<String> frame, long tick) {
        pump.receive(frame, tick, (item, number) -> handed.add(number + item));
    }

    private List<List<String>> flushed(long tick) {
        sent.clear();
        pump.flush(tick);
        return sent.stream().map(Frame::items).toList();
    }

    @Test
    void whatGathersLeavesTogether() {
        pump.send("a");
        pump.send("b");
        assertThat(flushed(0)).containsExactly(List.of("a", "b"));
        assertThat(sent.get(0).first()).isEqualTo(1);
        pump.send("c");
        assertThat(flushed(0)).containsExactly(List.of("c"));
        assertThat(sent.get(0).first()).isEqualTo(3);
    }

    @Test
    void whatNobodyIsInAHurryForLeavesWithWhatComesNextOrWhenItIsDue() {
        pump.sendSoon("a", 0);
        assertThat(flushed(0)).isEmpty();
        assertThat(pump.wakeAt()).hasValue(20 * MILLI);
        pump.send("b");
        assertThat(flushed(1)).containsExactly(List.of("a", "b"));

        pump.sendSoon("c", 20 * MILLI);
        assertThat(flushed(40 * MILLI - 1)).isEmpty();
        assertThat(flushed(40 * MILLI)).containsExactly(List.of("c"));
    }

    @Test
    void whatNobodyIsInAHurryForWaitsNoLongerWhenThereIsMoreOfIt() {
        pump.sendSoon("a", 0);
        pump.sendSoon("b", 0);
        assertThat(flushed(0)).containsExactly(List.of("a", "b"));
        pump.send("x".repeat(1_000));
        pump.send("y");
        assertThat(flushed(0)).as("the window is full").isEmpty();
        pump.sendSoon("z", 0);
        receive(frame(1, 2, 2), 1);
        assertThat(flushed(1)).as("it does not keep back what came before").containsExactly(List.of("x".repeat(1_000)));
    }

    @Test
    void whatNobodyIsInAHurryForKeepsNothingBackThatIsMissed() {
        pump.send("a");
        flushed(0);
        pump.sendSoon("b", 0);
        receive(new Frame<>(SESSION, 0, 1, 0, 0, true, false, List.of()), 1);
        assertThat(flushed(1)).containsExactly(List.of("a", "b"));
    }

    @Test
    void framesAreCutByTheirBytesAndTheWindowByItemsAndBytes() {
        for (int i = 0; i < 5; i++) {
            pump.send("0123456789012345678" + i);
        }
        assertThat(flushed(0)).as("one each, as two would be too large").hasSize(4);
        assertThat(pump.size()).isEqualTo(5);
        receive(frame(1, 2, 1), 1);
        assertThat(flushed(1)).as("what is received is not acknowledged").hasSize(1);
        receive(frame(1, 5, 5), 2);
        pump.send("x".repeat(1_000));
        pump.send("y");
        assertThat(flushed(2)).as("larger than the window").hasSize(1);
        assertThat(pump.bytes()).isEqualTo(1_001);
    }

    @Test
    void anAcknowledgementRidesOnWhatLeavesAnyway() {
        receive(frame(1, 0, 0, "a", "b"), 0);
        pump.acknowledgeUpTo(2, 0);
        pump.send("answer");
        assertThat(flushed(0)).containsExactly(List.of("answer"));
        assertThat(sent.get(0).acknowledged()).isEqualTo(2);
        assertThat(handed).containsExactly("1a", "2b");
        receive(frame(3, 1, 1), 1);
        assertThat(pump.wakeAt()).isEmpty();
    }

    @Test
    void anAcknowledgementLeavesAloneAfterAWhileOrAtHalfAWindow() {
        receive(frame(1, 0, 0, "a"), 0);
        assertThat(flushed(0)).isEmpty();
        assertThat(pump.wakeAt()).as("without an effect there is less to tell").hasValue(200 * MILLI);
        pump.acknowledge(1, 0);
        assertThat(pump.wakeAt()).hasValue(20 * MILLI);
        assertThat(flushed(19 * MILLI)).isEmpty();
        assertThat(flushed(20 * MILLI)).containsExactly(List.of());
        assertThat(sent.get(0).acknowledged()).isEqualTo(1);
        assertThat(pump.wakeAt()).isEmpty();
        receive(frame(2, 0, 0, "b", "c"), 30 * MILLI);
        pump.acknowledge(3, 30 * MILLI);
        assertThat(flushed(30 * MILLI)).isEmpty();
        pump.acknowledge(2, 30 * MILLI);
        assertThat(flushed(30 * MILLI)).hasSize(1);
    }

    @Test
    void halfAWindowInBytesIsToldAtOnceAsWell() {
        receive(frame(1, 0, 0, "x".repeat(50)), 0);
        assertThat(flushed(0)).as("it is not acknowledged").isEmpty();
        pump.acknowledge(1, 1);
        assertThat(flushed(1)).hasSize(1);
        assertThat(sent.get(0).acknowledged()).isEqualTo(1);
        receive(frame(2, 0, 0, "z".repeat(49)), 2);
        pump.acknowledge(2, 2);
        assertThat(flushed(2)).as("what was told counts no more").isEmpty();
        assertThat(pump.wakeAt()).hasValue(20 * MILLI + 2);
    }

    @Test
    void halfOfTheSmallestWindowIsToldAtOnceHoweverLargeThisOneIs() {
        Pump<String, String> large = new Pump<>(
                SESSION,
                0,
                sent::add,
                LIMITS.withWindow(1_000, 100 * Limits.LEAST_WINDOW),
                item -> Limits.LEAST_WINDOW / 8);
        large.receive(frame(1, 0, 0, "1", "2", "3", "4"), 0, (item, number) -> {});
        large.acknowledgeUpTo(3, 0);
        large.flush(0);
        assertThat(sent).isEmpty();
        large.acknowledgeUpTo(4, 0);
        large.flush(0);
        assertThat(sent).hasSize(1);
    }

    @Test
    void aGapIsToldAtOnceAndItemsBehindItAreDropped() {
        receive(frame(3, 0, 0, "c"), 0);
        assertThat(handed).isEmpty();
        assertThat(flushed(0)).hasSize(1);
        assertThat(sent.get(0).again()).isTrue();
        receive(frame(4, 0, 0, "d"), 1);
        assertThat(flushed(1)).as("it was told").isEmpty();
        receive(frame(5, 0, 0, "e"), 200 * MILLI);
        assertThat(flushed(200 * MILLI)).as("it is still there").hasSize(1);
        receive(frame(1, 0, 0, "a", "b", "c"), 201 * MILLI);
        receive(frame(3, 0, 0, "c", "d"), 202 * MILLI);
        assertThat(handed).containsExactly("1a", "2b", "3c", "4d");
    }

    @Test
    void itCountsWhatItCarriesAndWhatIsSentAgain() {
        pump.send("abc");
        pump.send("de");
        flushed(0);
        pump.receive(new Frame<>(SESSION, 0, 1, 1, 1, true, false, List.of("four")), 1, (item, number) -> {});
        receive(frame(1, 1, 1, "four", "x"), 2);
        flushed(3);
        assertThat(pump.resent()).isEqualTo(1);
        assertThat(pump.allSentBytes()).as("one of them twice").isEqualTo(3 + 2 + 2);
        assertThat(pump.allReceivedBytes()).as("each once").isEqualTo(4 + 1);
    }

    @Test
    void whatIsMissingIsSentAgainAndNothingElse() {
        pump.send("a");
        pump.send("b");
        pump.send("c");
        flushed(0);
        receive(new Frame<>(SESSION, 0, 1, 1, 0, true, false, List.of()), 1);
        assertThat(flushed(1)).containsExactly(List.of("b", "c"));
        assertThat(sent.get(0).first()).isEqualTo(2);
        receive(new Frame<>(SESSION, 0, 1, 0, 0, true, false, List.of()), 2);
        assertThat(flushed(2)).as("an old frame, overtaken by others").isEmpty();
        receive(new Frame<>(SESSION, 0, 1, 1, 1, true, false, List.of()), 3);
        receive(frame(1, 3, 1), 3);
        assertThat(flushed(3)).as("it has come after all").isEmpty();
        assertThat(pump.size()).as("b and c are not acknowledged").isEqualTo(2);
    }

    @Test
    void whoWaitsForAnAcknowledgementAsksLessAndLessOften() {
        pump.send("a");
        flushed(0);
        List<Long> asked = new ArrayList<>();
        for (long tick = 0; tick < 20_000; tick += 100) {
            if (!flushed(tick * MILLI).isEmpty()) {
                assertThat(sent.get(0).asks()).isTrue();
                assertThat(sent.get(0).first()).isEqualTo(2);
                assertThat(sent.get(0).items()).isEmpty();
                asked.add(tick);
            }
        }
        assertThat(asked).containsExactly(1_000L, 2_000L, 4_000L, 8_000L, 13_000L, 18_000L);
        receive(frame(1, 1, 0), 20_000 * MILLI);
        assertThat(pump.wakeAt()).as("there was progress").isEqualTo(OptionalLong.of(21_000 * MILLI));
        receive(frame(1, 1, 1), 20_001 * MILLI);
        assertThat(pump.wakeAt()).isEmpty();
    }

    @Test
    void aQuestionIsAnsweredAtOnce() {
        receive(frame(1, 0, 0, "a"), 0);
        flushed(0);
        receive(new Frame<>(SESSION, 0, 4, 0, 0, false, true, List.of()), 1);
        assertThat(flushed(1)).hasSize(1);
        assertThat(sent.get(0).received()).isEqualTo(1);
        assertThat(sent.get(0).again()).isTrue();
        receive(new Frame<>(SESSION, 0, 4, 0, 0, false, true, List.of()), 2);
        assertThat(flushed(2)).hasSize(1);
        assertThat(sent.get(0).again()).as("whoever asks may not have heard it").isTrue();
    }

    @Test
    void whoAsksWithoutWaitingForAnythingAsksOnce() {
        pump.ask();
        assertThat(flushed(0)).hasSize(1);
        assertThat(sent.get(0).asks()).isTrue();
        assertThat(flushed(1)).isEmpty();
        assertThat(pump.wakeAt()).isEmpty();
        pump.send("a");
        assertThat(flushed(2)).containsExactly(List.of("a"));
        assertThat(pump.wakeAt()).hasValue(1_000 * MILLI + 2);
    }

    @Test
    void anItemsNumberIsKnownWhenItIsSentAndWhenItIsAcknowledged() {
        assertThat(pump.send("a")).isEqualTo(1);
        flushed(0);
        assertThat(pump.send("b")).isEqualTo(2);
        assertThat(pump.acknowledged()).isZero();
        receive(frame(1, 1, 1), 1);
        assertThat(pump.acknowledged()).isEqualTo(1);
        assertThat(pump.send("c")).isEqualTo(3);
    }

    @Test
    void framesOfOthersAndImpossibleNumbersAreFound() {
        pump.send("a");
        assertThat(pump.isOf(new Frame<>(new UUID(1, 3), 0, 1, 0, 0, false, false, List.of())))
                .isFalse();
        assertThat(pump.isOf(new Frame<>(SESSION, 1, 1, 0, 0, false, false, List.of())))
                .isFalse();
        assertThat(pump.flaw(frame(1, 2, 0))).contains("2 items were received", "only 1");
        assertThat(frame(0, 0, 0).flaw()).contains("first");
        assertThat(frame(1, 0, 1).flaw()).contains("received");
        assertThat(frame(Long.MAX_VALUE, 0, 0, "a").flaw()).contains("first");
    }
}
