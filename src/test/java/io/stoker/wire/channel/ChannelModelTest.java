package io.stoker.wire.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two ends over a link that loses, doubles, delays and reorders frames and lets old sessions' frames in, on a clock of
 * its own: each item is handed over once, in order, and acknowledged only when it has taken effect.
 */
class ChannelModelTest {
    private static final long MILLI = 1_000_000L;
    private static final int SCHEDULES = 400;
    private static final Limits SMALL =
            new Limits(16, 400, 150, Duration.ofMillis(20), Duration.ofSeconds(1), Duration.ofSeconds(5));

    static LongStream seeds() {
        return Seeds.of(5);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eachItemIsHandedOverOnceInOrderAndAcknowledgedWhenItHasTakenEffect(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < SCHEDULES; i++) {
            new World(random.nextLong()).run();
        }
    }

    /** Something that happens at a time. */
    private record Happening(long at, long order, Runnable what) implements Comparable<Happening> {
        @Override
        public int compareTo(Happening other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    private static final class World {
        private final Random random;
        private final PriorityQueue<Happening> agenda = new PriorityQueue<>();
        private final UUID session;
        private final double loss;
        private final double doubled;
        private final double reordered;
        private final long latest;
        private final End left;
        private final End right;
        private final long trouble;
        private final String name;
        private long now;
        private long order;

        World(long seed) {
            name = "schedule " + seed;
            random = new Random(seed);
            now = random.nextLong(); // ticks may be negative, and overflow
            session = new UUID(random.nextLong(), random.nextLong());
            loss = random.nextInt(3) * 0.15;
            doubled = random.nextInt(3) * 0.1;
            reordered = random.nextInt(3) * 0.15;
            latest = (1 + random.nextInt(200)) * MILLI;
            trouble = random.nextInt(20_000) * MILLI;
            left = new End(random.nextInt(120));
            right = new End(random.nextBoolean() ? 0 : random.nextInt(120));
            left.other = right;
            right.other = left;
        }

        void after(long nanos, Runnable what) {
            agenda.add(new Happening(elapsed + nanos, order++, what));
        }

        private long elapsed;

        void run() {
            left.begin();
            right.begin();
            int steps = 0;
            while (!agenda.isEmpty()) {
                assertThat(++steps).as("%s comes to rest", name).isLessThan(200_000);
                Happening next = agenda.remove();
                now += next.at() - elapsed;
                elapsed = next.at();
                next.what().run();
            }
            left.check();
            right.check();
        }

        private final class End {
            private final int items;
            private final Pump<Integer, Integer> pump;
            private final List<Integer> handed = new ArrayList<>();
            private final Set<Long> effective = new HashSet<>();
            private End other;
            private int offered;
            private int sentItems;
            private long highestSent;
            private int repeats;
            private int agains;

            End(int items) {
                this.items = items;
                this.pump = new Pump<>(session, 1, this::carry, SMALL, item -> 10 + (int) item % 7 * 10);
            }

            void begin() {
                for (int i = 0; i < items; i++) {
                    after(random.nextInt(5_000) * MILLI, () -> {
                        pump.send(offered++);
                        flush();
                    });
                }
            }

            /** The link. */
            private void carry(Frame<Integer> frame) {
                sentItems += frame.items().size();
                repeats += (int) Math.max(0, Math.min(highestSent + 1, frame.next()) - frame.first());
                highestSent = Math.max(highestSent, frame.next() - 1);
                agains += frame.again() ? 1 : 0;
                assertThat(frame.flaw()).isNull();
                assertThat(frame.acknowledged())
                        .as("%s: what is acknowledged has taken effect", name)
                        .isLessThanOrEqualTo(effectiveUpTo());
                boolean troubled = elapsed < trouble;
                if (troubled && random.nextDouble() < loss) {
                    return;
                }
                long delay = troubled && random.nextDouble() < reordered ? random.nextLong(latest) : MILLI;
                after(delay, () -> other.arrived(frame));
                if (troubled && random.nextDouble() < doubled) {
                    after(random.nextLong(latest), () -> other.arrived(frame));
                }
                if (random.nextInt(20) == 0) {
                    UUID old = new UUID(7, 7);
                    after(
                            random.nextLong(latest),
                            () -> other.arrived(new Frame<>(
                                    old,
                                    1,
                                    frame.first(),
                                    frame.received(),
                                    frame.acknowledged(),
                                    true,
                                    true,
                                    frame.items())));
                }
            }

            private long effectiveUpTo() {
                long upTo = 0;
                while (effective.contains(upTo + 1)) {
                    upTo++;
                }
                return upTo;
            }

            private void arrived(Frame<Integer> frame) {
                if (!pump.isOf(frame)) {
                    return;
                }
                assertThat(pump.flaw(frame)).isNull();
                pump.receive(frame, now, (item, number) -> {
                    handed.add(item);
                    assertThat(number).isEqualTo(handed.size());
                    after(random.nextInt(4) == 0 ? random.nextLong(3_000) * MILLI : MILLI, () -> {
                        effective.add(number);
                        pump.acknowledge(number, now);
                        flush();
                    });
                });
                flush();
            }

            private void flush() {
                pump.flush(now);
                OptionalLong wake = pump.wakeAt();
                if (wake.isPresent()) {
                    long at = wake.getAsLong();
                    assertThat(at - now).as("a wake-up in the future").isPositive();
                    after(at - now, () -> {
                        OptionalLong still = pump.wakeAt();
                        if (still.isPresent() && still.getAsLong() - now <= 0) {
                            flush();
                        }
                    });
                }
            }

            private void check() {
                assertThat(handed).as(name).hasSize(other.items);
                for (int i = 0; i < handed.size(); i++) {
                    assertThat(handed.get(i)).as(name).isEqualTo(i);
                }
                assertThat(pump.size()).as("%s: all is acknowledged", name).isZero();
                assertThat(pump.bytes()).isZero();
                assertThat(pump.wakeAt())
                        .as("%s: nobody wakes up in the quiet", name)
                        .isEmpty();
                assertThat(sentItems).isEqualTo(items + repeats);
                assertThat(repeats)
                        .as("%s: a window at most is sent again for each time it was asked for", name)
                        .isLessThanOrEqualTo(SMALL.items() * (other.agains * 2));
                if (loss == 0 && reordered == 0 && doubled == 0) {
                    assertThat(repeats).as(name).isZero();
                }
            }
        }
    }
}
