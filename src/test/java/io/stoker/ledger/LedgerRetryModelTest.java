package io.stoker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.Seeds;
import io.stoker.task.Labels;
import io.stoker.task.TaskSpec;
import io.stoker.task.TaskState;
import io.stoker.task.TestTasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Programs that retry what has no retry, each of which sees what is durable and acts upon that some time later. */
class LedgerRetryModelTest {
    private static final int SEEDS = 15;
    /** The label of a retry by somebody who does not care whether there are others; its own retries have it, too. */
    private static final String DELIBERATE = "deliberate";

    private static final int STEPS = 700;

    @Test
    void whoeverRetriesTheSameTasksAtOnceRetriesEachOfThemOnce() throws Exception {
        TreeSet<String> seen = new TreeSet<>();
        Seeds.each(SEEDS, seed -> new World(seed, seen).run());
        if (Seeds.USUAL) {
            assertThat(seen).containsExactly("LOOK_AGAIN", "again", "another's", "own", "removed", "twice in one");
        }
    }

    /** Whoever retries tasks: all that it has seen to have no retry. */
    private static final class Sweeper {
        final String session;
        List<Long> tasks = List.of();
        long seen;
        long key = 1;
        int sent;

        Sweeper(String session) {
            this.session = session;
        }

        Command.Submit command(Rows rows) {
            List<TaskSpec> specs =
                    tasks.stream().map(task -> retry(rows.spec(task), task)).toList();
            return new Command.Submit(session, TestTasks.client(session), 0, key, specs, 0, 0, seen);
        }

        void next() {
            key += tasks.size();
            tasks = List.of();
            sent = 0;
        }
    }

    /** @param seen what the sweeper had seen when it got the id of a retry */
    private record Retried(long id, long seen) {}

    private static TaskSpec retry(TaskSpec spec, long task) {
        return spec.with(spec.options().withLabel(Labels.RETRY_OF, String.valueOf(task)));
    }

    private static final class World {
        private final Random random;
        private final TreeSet<String> seen;
        private final ModelController controller = new ModelController(3, new ModelChecks(3), null);
        private final Rows rows = controller.rows;
        private final List<Sweeper> sweepers = List.of(new Sweeper("a"), new Sweeper("b"), new Sweeper("c"));
        private final TreeMap<Long, List<Retried>> retried = new TreeMap<>();
        private long key = 1;

        World(long seed, TreeSet<String> seen) {
            random = new Random(seed);
            this.seen = seen;
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                step();
            }
            controller.commitAll();
            retried.forEach(this::check);
        }

        private void step() {
            controller.pass(Duration.ofMillis(random.nextInt(20)));
            int dice = random.nextInt(100);
            if (dice < 8) {
                submit(TestTasks.spec("a"));
            } else if (dice < 20) {
                end();
            } else if (dice < 21 && rows.nextTask() > 0) {
                long task = random.nextInt((int) rows.nextTask());
                TaskSpec retry = retry(rows.spec(task), task);
                submit(retry.with(retry.options().withLabel(DELIBERATE, String.valueOf(task))));
            } else if (dice < 24) {
                long first = random.nextInt(100);
                controller.decide(
                        new Command.Clear("s", 0, key++, new long[] {first, first + random.nextInt(20)}), answer -> {});
            } else if (dice < 40) {
                look(sweepers.get(random.nextInt(sweepers.size())));
            } else if (dice < 80) {
                send(sweepers.get(random.nextInt(sweepers.size())));
            } else if (dice < 99) {
                controller.commit(random.nextBoolean());
            } else {
                controller.failCommit(random.nextBoolean());
            }
        }

        private void submit(TaskSpec spec) {
            controller.decide(new Command.Submit(TestTasks.client("s"), 0, key++, List.of(spec)), answer -> {});
        }

        private void end() {
            List<OpenTask> open = List.copyOf(controller.ledger().open());
            if (!open.isEmpty()) {
                long task = open.get(random.nextInt(open.size())).id();
                controller.decide(new Command.Abort("s", 0, key++, task), answer -> {});
            }
        }

        private void look(Sweeper sweeper) {
            if (sweeper.tasks.isEmpty()) {
                List<Long> tasks = new ArrayList<>();
                for (long id : rows.finished.keySet()) {
                    boolean isToBeRetried = rows.finished.get(id).state() == TaskState.ABORTED
                            && !rows.isRemoved(id)
                            && !rows.isRetried(id);
                    if (isToBeRetried && random.nextInt(3) > 0 && tasks.size() < 5) {
                        tasks.add(id);
                    }
                }
                if (!tasks.isEmpty() && random.nextInt(3) == 0) {
                    // Of two programs whose retries travel in one message, as over HTTP.
                    tasks.add(tasks.get(random.nextInt(tasks.size())));
                    tasks.add(tasks.get(0));
                    seen.add("twice in one");
                }
                sweeper.tasks = tasks;
                sweeper.seen = rows.nextTask();
            }
        }

        /** It may be sent several times, and answered several times. */
        private void send(Sweeper sweeper) {
            if (sweeper.tasks.isEmpty()) {
                return;
            }
            List<Long> tasks = sweeper.tasks;
            if (sweeper.sent++ > 0) {
                seen.add("again");
            }
            long next = controller.ledger().nextTask();
            controller.decide(sweeper.command(rows), answer -> {
                boolean lost = random.nextInt(3) == 0;
                if (!lost && sweeper.tasks == tasks) {
                    answered(sweeper, answer, next);
                }
            });
        }

        private void answered(Sweeper sweeper, Answer answer, long next) {
            if (answer instanceof Answer.Accepted accepted) {
                for (int i = 0; i < accepted.ids().length; i++) {
                    long id = accepted.ids()[i];
                    seen.add(id < next && sweeper.sent == 1 ? "another's" : "own");
                    retried.computeIfAbsent(sweeper.tasks.get(i), task -> new ArrayList<>())
                            .add(new Retried(id, sweeper.seen));
                }
            } else {
                Answer.Refusal reason = ((Answer.Refused) answer).reason();
                assertThat(reason).isIn(Answer.Refusal.LOOK_AGAIN, Answer.Refusal.FULL);
                if (reason == Answer.Refusal.LOOK_AGAIN) {
                    seen.add("LOOK_AGAIN");
                }
            }
            sweeper.next();
        }

        private boolean isDeliberate(long id, long task) {
            return String.valueOf(task).equals(rows.spec(id).options().labels().get(DELIBERATE));
        }

        /** Where there are two retries, the first was removed before the second sweeper has looked. */
        private void check(long task, List<Retried> retries) {
            for (Retried one : retries) {
                assertThat(rows.spec(one.id()).options().labels())
                        .as("task %s", one.id())
                        .containsEntry(Labels.RETRY_OF, String.valueOf(task));
                for (Retried later : retries) {
                    if (one.id() < later.id() && !isDeliberate(later.id(), task)) {
                        seen.add("removed");
                        assertThat(later.seen())
                                .as("task %s was retried as %s and as %s, when was seen", task, one.id(), later.id())
                                .isGreaterThan(one.id());
                        assertThat(rows.isRemoved(one.id())).isTrue();
                    }
                }
            }
        }
    }
}
