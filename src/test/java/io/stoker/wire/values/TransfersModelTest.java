package io.stoker.wire.values;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestInbox;
import akka.actor.typed.ActorRef;
import io.stoker.Seeds;
import io.stoker.task.StoredValue;
import io.stoker.wire.Serving;
import io.stoker.wire.ToController;
import io.stoker.wire.ToTransfer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values over a wire that loses, doubles and reorders, to and from a store that may forget what is not whole. */
class TransfersModelTest {
    private static final long MILLISECOND = 1_000_000;

    static LongStream seeds() {
        return Seeds.of(100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyValueArrivesAsItIsHoweverBadTheWireIs(long seed) {
        World world = new World(new SplittableRandom(seed));
        for (int step = 0; step < 150; step++) {
            world.step();
        }
        world.calm();
        for (int step = 0; step < 400; step++) {
            world.exchange();
        }
        world.check();
    }

    private static final class World {
        private final SplittableRandom random;
        private final Transfers transfers = new Transfers();
        private final ActorRef<ToTransfer> self = TestInbox.<ToTransfer>create().getRef();
        private final ActorRef<ToController> controller =
                TestInbox.<ToController>create().getRef();
        private final Map<StoredValue, byte[]> values = new LinkedHashMap<>();
        private final Map<StoredValue, CompletableFuture<Void>> uploads = new LinkedHashMap<>();
        private final Map<CompletableFuture<byte[]>, byte[]> downloads = new LinkedHashMap<>();
        /** What the store has: whole values and beginnings. */
        private final Map<UUID, byte[]> store = new HashMap<>();

        private final List<ToController.OfValue> there = new ArrayList<>();
        private final List<ToTransfer> back = new ArrayList<>();
        private boolean calm;
        private long epoch;
        private long tick = Long.MAX_VALUE - 100_000 * MILLISECOND;

        World(SplittableRandom random) {
            this.random = random;
            newController();
        }

        void step() {
            switch (random.nextInt(12)) {
                case 0 -> upload();
                case 1 -> download();
                case 2 -> {
                    if (random.nextInt(4) == 0) {
                        newController();
                    }
                }
                case 3 -> {
                    if (random.nextInt(4) == 0) {
                        forgetHalves();
                    }
                }
                case 4 -> cancel();
                default -> exchange();
            }
        }

        private void upload() {
            byte[] bytes = new byte[random.nextInt(12) * Window.CHUNK / 2 + 1 + random.nextInt(3)];
            random.nextBytes(bytes);
            StoredValue value = StoredValue.of(bytes);
            values.put(value, bytes);
            uploads.put(value, transfers.upload(value, bytes, Patience.endless()));
        }

        private void download() {
            List<StoredValue> whole =
                    values.keySet().stream().filter(this::isWhole).toList();
            if (!whole.isEmpty()) {
                StoredValue value = whole.get(random.nextInt(whole.size()));
                downloads.put(transfers.download(value), values.get(value));
            }
        }

        private boolean isWhole(StoredValue value) {
            return store.getOrDefault(value.id(), new byte[0]).length == value.size();
        }

        private void newController() {
            if (random.nextBoolean()) {
                // In another ActorSystem.
                transfers.forgetKeeper();
                transfers.onRing(() -> {});
            }
            transfers.serving(new Serving(++epoch, "ledger", controller));
        }

        private void forgetHalves() {
            store.keySet()
                    .removeIf(id -> values.keySet().stream()
                            .anyMatch(value -> value.id().equals(id) && !isWhole(value)));
        }

        private void cancel() {
            if (random.nextInt(6) == 0 && !uploads.isEmpty()) {
                List<StoredValue> all = List.copyOf(uploads.keySet());
                uploads.get(all.get(random.nextInt(all.size()))).cancel(false);
            }
        }

        /** From now on nothing is lost. */
        void calm() {
            calm = true;
        }

        void exchange() {
            tick += random.nextInt(800) * MILLISECOND;
            List<ToController.OfValue> sent = transfers.due(tick, self);
            assertThat(sent).hasSizeLessThanOrEqualTo(2 * Window.VALUES * Window.CHUNKS);
            sent.stream().filter(message -> calm || random.nextInt(8) > 0).forEach(there::add);
            while (!there.isEmpty() && (calm || random.nextInt(5) > 0)) {
                take(there).ifPresent(message -> back.add(answer(message)));
            }
            while (!back.isEmpty() && (calm || random.nextInt(5) > 0)) {
                take(back).ifPresent(this::deliver);
            }
        }

        /** The next message of a wire: any one, perhaps none of it or another one of it later. */
        private <T> Optional<T> take(List<T> wire) {
            T message = wire.remove(calm ? 0 : random.nextInt(wire.size()));
            if (!calm && random.nextInt(8) == 0) {
                return Optional.empty();
            }
            if (!calm && random.nextInt(8) == 0) {
                wire.add(message);
            }
            return Optional.of(message);
        }

        private ToTransfer answer(ToController.OfValue message) {
            if (message instanceof ToController.Get get) {
                byte[] bytes = store.get(get.id());
                int from = (int) get.offset();
                return new ToTransfer.Chunk(get.id(), from, Arrays.copyOfRange(bytes, from, from + get.length()));
            }
            ToController.Put put = (ToController.Put) message;
            byte[] before = store.getOrDefault(put.value().id(), new byte[0]);
            if (put.offset() == before.length) {
                byte[] after = Arrays.copyOf(before, before.length + put.bytes().length);
                System.arraycopy(put.bytes(), 0, after, before.length, put.bytes().length);
                store.put(put.value().id(), after);
            }
            return new ToTransfer.Taken(
                    put.value().id(),
                    put.round(),
                    store.getOrDefault(put.value().id(), new byte[0]).length);
        }

        private void deliver(ToTransfer message) {
            if (message instanceof ToTransfer.Taken taken) {
                transfers.taken(taken, tick);
            } else if (message instanceof ToTransfer.Chunk chunk) {
                transfers.arrived(chunk);
            }
        }

        void check() {
            uploads.forEach((value, upload) -> {
                assertThat(upload.isDone()).as("%s has arrived", value).isTrue();
                if (!upload.isCancelled()) {
                    assertThat(store.get(value.id())).isEqualTo(values.get(value));
                }
            });
            downloads.forEach((download, bytes) -> {
                assertThat(download).isCompleted();
                assertThat(download.join()).isEqualTo(bytes);
            });
            assertThat(transfers.due(tick + 10_000 * MILLISECOND, self)).isEmpty();
        }
    }
}
