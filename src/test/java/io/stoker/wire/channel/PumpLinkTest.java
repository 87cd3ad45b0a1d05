package io.stoker.wire.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a pump and its link tell each other beside frames. */
class PumpLinkTest {
    private static final UUID SESSION = new UUID(1, 2);
    private static final long MILLI = 1_000_000L;
    private static final Limits LIMITS =
            new Limits(4, 100, 30, Duration.ofMillis(20), Duration.ofSeconds(1), Duration.ofSeconds(5));

    private final List<Frame<String>> sent = new ArrayList<>();
    private final List<Long> stalled = new ArrayList<>();
    private final List<Long> heard = new ArrayList<>();
    private boolean room = true;
    private boolean lost;
    private boolean closed;

    private final Pump<String, String> pump = new Pump<>(
            SESSION,
            0,
            new Link<>() {
                @Override
                public void send(Frame<String> frame) {
                    sent.add(frame);
                }

                @Override
                public boolean hasRoom() {
                    return room;
                }

                @Override
                public boolean takeLost() {
                    boolean was = lost;
                    lost = false;
                    return was;
                }

                @Override
                public void heard(long received) {
                    heard.add(received);
                }

                @Override
                public void stalled(long since) {
                    stalled.add(since);
                }

                @Override
                public void close() {
                    closed = true;
                }
            },
            LIMITS,
            item -> ((String) item).length());

    private static Frame<String> frame(long first, long received, long acknowledged, boolean again, String... items) {
        return new Frame<>(SESSION, 0, first, received, acknowledged, again, false, List.of(items));
    }

    private void receive(Frame<String> frame, long tick) {
        pump.receive(frame, tick, (item, number) -> {});
    }

    @Test
    void shouldKeepItemsForWhichTheLinkHasNoRoomAndOfferThemSoon() {
        room = false;
        pump.send("a");
        pump.flush(0);
        assertThat(sent).isEmpty();
        assertThat(pump.wakeAt()).isEqualTo(OptionalLong.of(5 * MILLI));
        receive(frame(1, 0, 0, false, "x"), 6 * MILLI);
        pump.acknowledgeUpTo(1, 6 * MILLI);
        pump.flush(26 * MILLI);
        assertThat(sent).as("what has no items needs no room").hasSize(1);
        room = true;
        pump.flush(31 * MILLI);
        assertThat(sent).hasSize(2);
        assertThat(sent.get(1).items()).containsExactly("a");
        assertThat(pump.wakeAt()).as("to ask").isEqualTo(OptionalLong.of(1_031 * MILLI));
    }

    @Test
    void shouldAskAtOnceWhenTheLinkHasLostSomethingAndSomethingIsWaitedFor() {
        lost = true;
        pump.flush(0);
        assertThat(sent).as("nothing is waited for").isEmpty();
        pump.send("a");
        pump.flush(0);
        lost = true;
        pump.flush(1);
        assertThat(sent).hasSize(2);
        assertThat(sent.get(1).asks()).isTrue();
        assertThat(sent.get(1).first()).isEqualTo(2);
    }

    @Test
    void shouldTellTheLinkWhatTheOtherEndHas() {
        receive(frame(1, 0, 0, false, "x"), 0);
        pump.send("a");
        pump.flush(0);
        receive(frame(2, 1, 1, false), 0);
        assertThat(heard).containsExactly(0L, 1L);
    }

    @Test
    void shouldTellTheLinkWhenNothingHasGotThroughForTwoSeconds() {
        pump.send("a");
        pump.flush(0);
        pump.flush(1_000 * MILLI);
        assertThat(sent.get(1).asks()).isTrue();
        receive(frame(1, 0, 0, false), 1_500 * MILLI); // which was under way
        assertThat(stalled).isEmpty();
        pump.flush(2_000 * MILLI);
        assertThat(stalled).containsExactly(0L);
        pump.flush(4_000 * MILLI);
        assertThat(stalled).as("and at each question").containsExactly(0L, 0L);
    }

    @Test
    void shouldNotTakeTheTimeOfADiskForThatOfTheLink() {
        pump.send("a");
        pump.flush(0);
        receive(frame(1, 1, 0, false), 10 * MILLI);
        for (long tick = 1_010; tick < 60_000; tick += 10) {
            int before = sent.size();
            pump.flush(tick * MILLI);
            if (sent.size() > before) {
                receive(frame(1, 1, 0, false), (tick + 5) * MILLI);
            }
        }
        assertThat(sent).hasSizeGreaterThan(10);
        assertThat(stalled).isEmpty();
    }

    @Test
    void shouldNotTellOfAnotherTimeWhenItGoesOn() {
        pump.send("a");
        pump.flush(0);
        pump.flush(1_000 * MILLI);
        receive(frame(1, 0, 0, true), 1_900 * MILLI);
        pump.flush(2_000 * MILLI);
        assertThat(sent.get(sent.size() - 1).items()).containsExactly("a");
        assertThat(stalled).isEmpty();
    }

    @Test
    void shouldCloseTheLinkWithTheSession() {
        pump.close();
        assertThat(closed).isTrue();
    }
}
