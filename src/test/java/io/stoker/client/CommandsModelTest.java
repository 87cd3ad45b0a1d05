package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.Seeds;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import io.stoker.task.TestTasks;
import io.stoker.wire.Batches;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random commands in sessions that end at any moment, with answers that come twice or in another order, against a
 * ledger that tells what must come of them.
 */
class CommandsModelTest {
    private static final long MILLISECOND = 1_000_000;

    static LongStream seeds() {
        return Seeds.of(100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyCommandEndsAsTheLedgerSaysHoweverBadTheWireIs(long seed) {
        World world = new World(new SplittableRandom(seed));
        for (int step = 0; step < 250; step++) {
            world.step();
        }
        world.calm();
        for (int step = 0; step < 200; step++) {
            world.exchange();
        }
        world.check();
    }

    private record Run(long firstKey, int count, AnswerFuture<?> future) {
        LongStream keys() {
            return LongStream.range(firstKey, firstKey + count);
        }

        boolean has(long key) {
            return key >= firstKey && key < firstKey + count;
        }
    }

    private static final class World {
        private final SplittableRandom random;
        private final ModelAnswers ledger;
        private final Commands commands = new Commands();
        private final List<Run> runs = new ArrayList<>();
        private final Set<Run> forgotten = new HashSet<>();
        private final Set<Long> answered = new HashSet<>();
        private final List<ToClient> wire = new ArrayList<>();
        private boolean calm;
        private long tick = Long.MAX_VALUE - 40_000 * MILLISECOND;
        private long nextKey = 1;
        private long checked = 1;

        World(SplittableRandom random) {
            this.random = random;
            this.ledger = new ModelAnswers(random);
        }

        void step() {
            switch (random.nextInt(8)) {
                case 0, 1 -> submit();
                case 2 -> abort();
                case 3 -> forget();
                case 4 -> {
                    if (random.nextInt(3) == 0) {
                        commands.sendAgain();
                    }
                }
                default -> exchange();
            }
        }

        private void submit() {
            List<TaskSpec> specs = IntStream.range(0, 1 + random.nextInt(5))
                    .mapToObj(i -> spec())
                    .toList();
            run(specs.size(), commands.submit(specs));
        }

        private TaskSpec spec() {
            int padding = random.nextInt(9) == 0 ? random.nextInt(Batches.MAX_BYTES) : 0;
            TaskSpec spec = TestTasks.spec(
                    "task " + random.nextLong() + "x".repeat(padding), Map.of(), List.of(), TaskOptions.NONE);
            if (random.nextInt(10) == 0) {
                ledger.poison(spec);
            }
            return spec;
        }

        private void abort() {
            run(1, commands.abort(random.nextInt(), random.nextBoolean()));
        }

        private void run(int count, AnswerFuture<?> future) {
            runs.add(new Run(nextKey, count, future));
            nextKey += count;
        }

        private void forget() {
            if (!runs.isEmpty() && random.nextInt(3) == 0) {
                Run run = runs.get(random.nextInt(runs.size()));
                commands.forget(run.future());
                if (!run.future().isDone() || run.future().isCompletedExceptionally()) {
                    forgotten.add(run);
                }
            }
        }

        /** From now on nothing is lost, and the ledger can be written. */
        void calm() {
            calm = true;
            ledger.calm();
            commands.sendAgain();
        }

        /** Some time passes, what may be sent is sent, and some of the answers arrive. */
        void exchange() {
            tick += random.nextInt(800) * MILLISECOND;
            int sent = 0;
            for (ToController.Keyed batch = commands.next(tick); batch != null; batch = commands.next(tick)) {
                sent++;
                assertThat(sent)
                        .as("messages in the window")
                        .isLessThanOrEqualTo(batch instanceof ToController.Abort ? 256 : 4);
                requireWellCut(batch);
                if (calm || random.nextInt(6) > 0) {
                    wire.add(ledger.answer(batch));
                }
            }
            while (!wire.isEmpty() && (calm || random.nextInt(4) > 0)) {
                deliver();
            }
        }

        private void requireWellCut(ToController.Keyed batch) {
            long acknowledged;
            if (batch instanceof ToController.Submit submits) {
                acknowledged = submits.acknowledged();
                int bytes = submits.specs().stream().mapToInt(TaskSpec::size).sum();
                assertThat(submits.specs()).isNotEmpty();
                assertThat(submits.specs().size() == 1 || bytes <= Batches.MAX_BYTES)
                        .isTrue();
            } else {
                acknowledged = ((ToController.Abort) batch).acknowledged();
            }
            for (; checked <= acknowledged; checked++) {
                long key = checked;
                assertThat(answered.contains(key) || forgotten.stream().anyMatch(run -> run.has(key)))
                        .as("key %s is acknowledged, so its answer has arrived", key)
                        .isTrue();
            }
        }

        private void deliver() {
            ToClient answer = wire.remove(calm ? 0 : random.nextInt(wire.size()));
            if (!calm && random.nextInt(6) == 0) {
                return;
            }
            if (!calm && random.nextInt(6) == 0) {
                wire.add(answer);
            }
            if (answer instanceof ToClient.Accepted accepted) {
                LongStream.range(0, accepted.ids().length).forEach(i -> answered.add(accepted.firstKey() + i));
                commands.accepted(accepted);
            } else if (answer instanceof ToClient.Aborting aborting) {
                answered.add(aborting.key());
                commands.aborting(aborting);
            } else if (answer instanceof ToClient.Refused refused) {
                if (!refused.retryable()) {
                    LongStream.range(0, refused.count()).forEach(i -> answered.add(refused.firstKey() + i));
                }
                commands.refused(refused, tick);
            }
        }

        void check() {
            assertThat(ledger.refused).as("what was refused").doesNotContainAnyElementsOf(ledger.ids.keySet());
            assertThat(commands.next(tick + 1_000 * MILLISECOND)).isNull();
            for (Run run : runs) {
                if (run.keys().anyMatch(ledger.refused::contains)) {
                    assertThat(forgotten.contains(run) || run.future().isCompletedExceptionally())
                            .isTrue();
                } else if (!forgotten.contains(run)) {
                    assertThat(run.future().isDone()).as("%s is done", run).isTrue();
                    Object result = run.future().join();
                    if (result instanceof long[] ids) {
                        assertThat(ids)
                                .isEqualTo(run.keys().map(ledger.ids::get).toArray());
                    } else {
                        assertThat(ledger.aborted).contains(run.firstKey());
                    }
                }
            }
        }
    }
}
