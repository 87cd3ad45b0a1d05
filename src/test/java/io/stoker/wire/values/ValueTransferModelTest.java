package io.stoker.wire.values;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestInbox;
import io.stoker.Seeds;
import io.stoker.task.StoredValue;
import io.stoker.wire.Gate;
import io.stoker.wire.Serving;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToController;
import io.stoker.wire.ToValueClient;
import io.stoker.wire.ToValueServer;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Limits;
import io.stoker.wire.channel.Links;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Values over a wire that loses, doubles and reorders, to and from servers that come and go, take their time, are full
 * for a while, and may forget what is not whole.
 */
class ValueTransferModelTest {
    private static final long MILLISECOND = 1_000_000;
    private static final int SCHEDULES = 150;

    static LongStream seeds() {
        // With this one a server forgets a client whose last item it has not acknowledged.
        return Seeds.USUAL ? LongStream.concat(LongStream.of(306_671_905), Seeds.of(4)) : Seeds.of(4);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyValueArrivesAsItIsHoweverBadTheWireIs(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < SCHEDULES; i++) {
            World world = new World(random.split());
            for (int step = 0; step < 100; step++) {
                world.step();
            }
            world.calm();
            world.check();
        }
    }

    /** A store that does its work when it is told to, in order, and now and then can do nothing. */
    private static final class SlowKeeper extends MapKeeper {
        private final Deque<Runnable> work = new ArrayDeque<>();
        private boolean full;

        private <T> CompletionStage<T> later(Supplier<CompletionStage<T>> doing) {
            CompletableFuture<T> done = new CompletableFuture<>();
            work.add(() -> doing.get().whenComplete((value, failure) -> {
                if (failure == null) {
                    done.complete(value);
                } else {
                    done.completeExceptionally(failure);
                }
            }));
            return done;
        }

        @Override
        public CompletionStage<Long> write(UUID client, StoredValue value, long offset, byte[] bytes) {
            return later(() -> {
                if (full) {
                    super.discard(value); // the space is better given back
                    return CompletableFuture.failedStage(new ValueDeferredException("full"));
                }
                assertThat(bytes.length == 0 || value.size() > of(value).length || offset < value.size())
                        .as("nothing is added to a value that is whole")
                        .isTrue();
                return super.write(client, value, offset, bytes);
            });
        }

        @Override
        public CompletionStage<byte[]> read(StoredValue value, long offset, int length) {
            return later(() -> full
                    ? CompletableFuture.failedStage(new ValueDeferredException("locked"))
                    : super.read(value, offset, length));
        }

        @Override
        public void discard(StoredValue value) {
            work.add(() -> super.discard(value));
        }
    }

    private static final class World {
        private final SplittableRandom random;
        private final Gate gate = new Gate(LoggerFactory.getLogger(ValueTransferModelTest.class));
        private final ValueClient client = new ValueClient();
        private final SlowKeeper keeper = new SlowKeeper();
        private final TestInbox<WireMessage> atClient = TestInbox.create();
        private final List<WireMessage> toClient = new ArrayList<>();
        private final List<WireMessage> toServer = new ArrayList<>();
        private final List<ToValueServer.Open> opens = new ArrayList<>();
        private final Map<StoredValue, byte[]> values = new LinkedHashMap<>();
        private final Map<StoredValue, CompletableFuture<Void>> brought = new LinkedHashMap<>();
        private final Map<CompletableFuture<byte[]>, byte[]> fetched = new LinkedHashMap<>();
        private ValueServer server;
        private TestInbox<ToController> door;
        private TestInbox<WireMessage> atServer;
        private boolean calm;
        private long epoch;
        private long tick = Long.MAX_VALUE - 100_000 * MILLISECOND;

        World(SplittableRandom random) {
            this.random = random;
            newServer();
        }

        void step() {
            switch (random.nextInt(16)) {
                case 0, 1 -> bring();
                case 2, 3 -> fetch();
                case 4 -> keeper.full = random.nextInt(4) == 0;
                case 5 -> {
                    if (random.nextInt(3) == 0) {
                        newServer();
                    }
                }
                case 6 -> {
                    if (random.nextInt(4) == 0) {
                        forgetHalves();
                    }
                }
                case 7 -> cancel();
                case 8 -> openLate();
                default -> exchange();
            }
        }

        private void bring() {
            int parts = random.nextInt(30) - 24; // most are small, so that there can be many schedules
            byte[] bytes = new byte[Math.max(parts, 0) * ValueClient.PART / 2 + random.nextInt(3)];
            random.nextBytes(bytes);
            StoredValue value = StoredValue.of(bytes);
            values.put(value, bytes);
            brought.put(value, client.bring(value, bytes, Patience.endless()));
        }

        private void fetch() {
            List<StoredValue> whole =
                    values.keySet().stream().filter(this::isWhole).toList();
            if (!whole.isEmpty()) {
                StoredValue value = whole.get(random.nextInt(whole.size()));
                fetched.put(client.fetch(value), values.get(value));
            }
        }

        private boolean isWhole(StoredValue value) {
            return keeper.of(value).length == value.size();
        }

        /** Another controller, in the same ActorSystem or another one; or the same one, which has forgotten all. */
        private void newServer() {
            server = new ValueServer(keeper, Links.AKKA, new SameThread(), () -> tick);
            if (door != null && random.nextInt(3) > 0) {
                return;
            }
            opens.clear();
            door = TestInbox.create();
            atServer = TestInbox.create();
            if (random.nextBoolean()) {
                client.forgetServer();
                client.onRing(() -> {});
            }
            client.serving(new Serving(++epoch, "ledger", door.getRef(), TestSecrets.PASS));
        }

        /** One that was long under way, at a server that may know nothing of it any more. */
        private void openLate() {
            if (!opens.isEmpty()) {
                atServer(opens.get(random.nextInt(opens.size())));
            }
        }

        private void forgetHalves() {
            keeper.work.add(() -> values.keySet().stream()
                    .filter(value -> !isWhole(value))
                    .forEach(value -> keeper.values.remove(value.id())));
        }

        private void cancel() {
            if (!brought.isEmpty() && random.nextInt(4) == 0) {
                List<CompletableFuture<Void>> all = List.copyOf(brought.values());
                all.get(random.nextInt(all.size())).cancel(false);
            }
            if (!fetched.isEmpty() && random.nextInt(4) == 0) {
                List<CompletableFuture<byte[]>> all = List.copyOf(fetched.keySet());
                all.get(random.nextInt(all.size())).cancel(false);
            }
        }

        /** From now on nothing is lost, and all is waited for. */
        void calm() {
            calm = true;
            keeper.full = false;
            for (int i = 0; i < 2_000 && !isDone(); i++) {
                exchange();
            }
        }

        private boolean isDone() {
            return brought.values().stream().allMatch(CompletableFuture::isDone)
                    && fetched.keySet().stream().allMatch(CompletableFuture::isDone);
        }

        private void exchange() {
            tick += random.nextInt(400) * MILLISECOND;
            flush();
            for (int left = random.nextInt(12); left > 0 && !keeper.work.isEmpty(); left--) {
                keeper.work.remove().run();
            }
            server.rang();
            server.flush();
            collect(atClient, toClient);
            while (!toClient.isEmpty() && (calm || random.nextInt(5) > 0)) {
                take(toClient, this::atClient);
            }
        }

        private void flush() {
            OptionalLong wake = client.flush(tick, atClient.getRef());
            if (!isDone()) {
                assertThat(wake).as("it waits for nothing for ever").isPresent();
                assertThat(wake.getAsLong() - tick).as("it does not wait").isPositive();
            }
            collect(door, toServer);
            collect(atServer, toServer);
            while (!toServer.isEmpty() && (calm || random.nextInt(5) > 0)) {
                take(toServer, this::atServer);
            }
        }

        private void collect(TestInbox<? extends WireMessage> inbox, List<WireMessage> wire) {
            inbox.getAllReceived().stream()
                    .filter(message -> calm || random.nextInt(8) > 0)
                    .forEach(wire::add);
        }

        /** The next message of a wire: any one, perhaps another one of it later. */
        private void take(List<WireMessage> wire, Consumer<WireMessage> receiver) {
            WireMessage message = wire.remove(calm ? 0 : random.nextInt(wire.size()));
            if (!calm && random.nextInt(8) == 0) {
                wire.add(message);
            }
            receiver.accept(message);
        }

        private void atServer(WireMessage message) {
            if (message instanceof ToValueServer.Open open) {
                opens.add(open);
                server.open(open, atServer.getRef());
            } else {
                server.receive((Frame<?>) message, gate);
            }
        }

        private void atClient(WireMessage message) {
            if (message instanceof ToValueClient.Opened opened) {
                client.opened(opened, Links.AKKA, tick);
            } else if (message instanceof ToValueClient.Closed closed) {
                client.closed(closed);
            } else {
                Frame<?> frame = (Frame<?>) message;
                assertThat(frame.items().stream()
                                .skip(frame.items().size() == 1 ? 1 : 0)
                                .mapToLong(item -> ((WireMessage) item).size())
                                .sum())
                        .isLessThanOrEqualTo(Limits.VALUES.frameBytes());
                client.receive(frame, tick, gate);
            }
        }

        /** Neither end waits for the other any more, at the latest when the client takes itself for forgotten. */
        private void rest() {
            for (int i = 0; i < 20; i++) {
                tick += 5_000 * MILLISECOND;
                exchange();
            }
            assertThat(client.flush(tick, atClient.getRef())).isEmpty();
            server.rang();
            assertThat(server.flush()).isEmpty();
        }

        void check() {
            rest();
            brought.forEach((value, bringing) -> {
                assertThat(bringing.isDone()).as("%s has arrived", value).isTrue();
                if (!bringing.isCancelled()) {
                    assertThat(bringing).isCompleted();
                    assertThat(keeper.of(value)).isEqualTo(values.get(value));
                }
            });
            fetched.forEach((fetching, bytes) -> {
                if (!fetching.isCancelled()) {
                    assertThat(fetching).isCompleted();
                    assertThat(fetching.join()).isEqualTo(bytes);
                }
            });
        }
    }
}
