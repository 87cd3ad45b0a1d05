package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.Seeds;
import io.stoker.ledger.Answer;
import io.stoker.ledger.Command;
import io.stoker.ledger.Decision;
import io.stoker.ledger.Event;
import io.stoker.ledger.Ledger;
import io.stoker.ledger.LedgerSettings;
import io.stoker.ledger.Now;
import io.stoker.ledger.OpenTask;
import io.stoker.ledger.Snapshot;
import io.stoker.schedule.Assignment;
import io.stoker.schedule.Schedule;
import io.stoker.schedule.ScheduleSettings;
import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import io.stoker.task.EngineProperties;
import io.stoker.task.FinishedTask;
import io.stoker.task.Outcome;
import io.stoker.task.Task;
import io.stoker.task.TaskState;
import io.stoker.task.TestTasks;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ledger and schedule together, in a cluster where some tasks end the JVM that runs them, with all its engines. However
 * their neighbours are mixed, these tasks fail after the limit of losses and no other task does.
 */
class SharedJvmModelTest {
    private static final int LIMIT = 3;
    private static final int NODES = 3;
    private static final int TASKS = 150;
    private static final int MOST_STEPS = 100_000;

    /** One life of a JVM. */
    private static final class Jvm {
        final String node;
        final List<Engine> engines = new ArrayList<>();
        boolean alive = true;
        boolean silent;
        boolean suspected;
        /** What was given it to itself since it has registered. */
        final Set<Long> owners = new HashSet<>();
        /** The task that has ended it, if it had it to itself. */
        @Nullable
        Long culprit;

        Jvm(String node) {
            this.node = node;
        }
    }

    private static final class Engine {
        final String instance;
        final int smallId;
        final Jvm jvm;
        final Deque<AttemptId> waiting = new ArrayDeque<>();

        @Nullable
        AttemptId running;

        Engine(String instance, int smallId, Jvm jvm) {
            this.instance = instance;
            this.smallId = smallId;
            this.jvm = jvm;
        }

        Set<AttemptId> holds() {
            Set<AttemptId> holds = new HashSet<>(waiting);
            if (running != null) {
                holds.add(running);
            }
            return holds;
        }

        void drop(List<AttemptId> attempts) {
            waiting.removeAll(attempts);
            running = attempts.contains(running) ? null : running;
        }
    }

    /** What is told at once, and what is not. */
    private enum News {
        /** Every start and every death. */
        ALL,
        /**
         * Some starts never become known, and some deaths only after suspicion; some engines are silent for a while.
         */
        SOME
    }

    private final class World {
        final Random random;
        final News news;
        final int perNode;
        final Ledger ledger;
        final Dispatcher dispatcher;
        final List<Jvm> jvms = new ArrayList<>();
        final List<Jvm> graves = new ArrayList<>();
        final Map<String, Engine> engines = new HashMap<>();
        final Set<Long> killers = new HashSet<>();
        final Set<Long> charged = new HashSet<>();
        /** How many JVMs each task has ended that it had to itself, as far as the ledger knows. */
        final Map<Long, Integer> caught = new HashMap<>();

        final Map<Long, FinishedTask> finished = new HashMap<>();
        long tick;
        int lives;
        int deaths;

        World(long seed, int perNode, double share, News news) {
            random = new Random(seed);
            this.news = news;
            this.perNode = perNode;
            ledger = new Ledger(new LedgerSettings(LIMIT, Duration.ofSeconds(20), 1_000), Snapshot.EMPTY, now());
            dispatcher = new Dispatcher(new Schedule(ScheduleSettings.DEFAULTS, new SplittableRandom(seed)), ledger);
            for (int i = 0; i < NODES; i++) {
                jvms.add(born("node " + i));
            }
            for (int key = 1; key <= TASKS; key++) {
                long id = ledger.nextTask();
                decide(new Command.Submit(TestTasks.client("s"), 0, key, List.of(TestTasks.spec(Task.of("a")))));
                if (random.nextDouble() < share) {
                    killers.add(id);
                }
            }
        }

        Now now() {
            return new Now(tick, 1 + tick / 1_000_000);
        }

        Decision decide(Command command) {
            Decision decision = ledger.decide(command, now());
            for (Event event : decision.events()) {
                event.touched().forEach(this::touched);
                if (event instanceof Event.Finished e) {
                    finished.put(e.task().taskId(), e.task());
                }
            }
            return decision;
        }

        void touched(long task) {
            dispatcher.set(task, tick);
            OpenTask open = ledger.find(task);
            if (open != null && open.state().losses() > 0) {
                charged.add(task);
            }
        }

        Jvm born(String node) {
            Jvm jvm = new Jvm(node);
            for (int i = 0; i < perNode; i++) {
                Engine engine = new Engine("engine-" + lives++, i, jvm);
                jvm.engines.add(engine);
                engines.put(engine.instance, engine);
            }
            register(jvm);
            return jvm;
        }

        void register(Jvm jvm) {
            jvm.suspected = false;
            jvm.owners.clear();
            for (Engine engine : jvm.engines) {
                Decision decision = decide(new Command.Register(engine.instance, engine.holds(), ledger.boundary()));
                engine.drop(((Answer.Drop) decision.answer()).attempts());
                dispatcher.engineJoined(engine.instance, jvm.node, EngineProperties.NONE, tick);
            }
        }

        void step() {
            tick += random.nextInt(20_000_000);
            handOut();
            Jvm jvm = jvms.get(random.nextInt(jvms.size()));
            act(jvm.engines.get(random.nextInt(perNode)));
            if (news == News.SOME && random.nextInt(20) == 0) {
                membership(jvms.get(random.nextInt(jvms.size())));
            }
        }

        void handOut() {
            dispatcher.overdue(tick);
            for (Assignment next = dispatcher.next(tick); next != null; next = dispatcher.next(tick)) {
                Engine engine = engines.get(next.engine());
                expectAlone(next, engine);
                expectNotYetCaught(next.task());
                decide(new Command.Assign(next.task(), next.engine(), engine.smallId));
                if (engine.jvm.alive && !engine.jvm.silent) {
                    engine.waiting.add(ledger.find(next.task()).attempt());
                }
            }
        }

        void expectAlone(Assignment next, Engine engine) {
            List<Long> there = engine.jvm.engines.stream()
                    .flatMap(other -> ledger.heldBy(other.instance).stream())
                    .filter(id -> !ledger.find(id).isQueued())
                    .toList();
            boolean taken = there.stream().anyMatch(engine.jvm.owners::contains);
            boolean alone = ledger.find(next.task()).runsAloneInItsJvm();
            assertThat(taken || (alone && !there.isEmpty()))
                    .as("%s goes to a JVM that has %s", next, there)
                    .isFalse();
            if (alone) {
                engine.jvm.owners.add(next.task());
            } else {
                engine.jvm.owners.remove(next.task());
            }
        }

        /**
         * A task may end any number of JVMs before anybody knows of the first. From then on it has one to itself, and
         * each death there that becomes known is charged.
         */
        void expectNotYetCaught(long task) {
            assertThat(caught.getOrDefault(task, 0))
                    .as("JVMs that task %s is known to have ended alone, when it is given to one more", task)
                    .isLessThan(LIMIT);
        }

        void act(Engine engine) {
            if (engine.running == null) {
                engine.running = engine.waiting.poll();
                if (engine.running != null && !engine.jvm.silent && (news == News.ALL || random.nextBoolean())) {
                    decide(new Command.Start(engine.instance, engine.running));
                }
            } else if (killers.contains(engine.running.task())) {
                if (random.nextInt(3) == 0) {
                    die(engine.jvm, engine.running.task());
                }
            } else if (!engine.jvm.silent && random.nextBoolean()) {
                ends(engine, engine.running);
                engine.running = null;
            }
        }

        void ends(Engine engine, AttemptId attempt) {
            AttemptResult result = TestTasks.result(Outcome.SUCCEEDED, Map.of(), null, "", "", 1_000_000);
            OpenTask task = ledger.find(attempt.task());
            if (task != null && task.attempt().equals(attempt) && task.isHeldBy(engine.instance)) {
                dispatcher.ended(engine.instance, attempt.task(), result, tick);
            }
            decide(new Command.Report(engine.instance, attempt, result));
        }

        void die(Jvm jvm, long killer) {
            deaths++;
            jvm.culprit = jvm.owners.contains(killer) ? killer : null;
            jvm.alive = false;
            graves.add(jvm);
            jvms.set(jvms.indexOf(jvm), born(jvm.node));
            if (news == News.ALL || random.nextInt(3) > 0) {
                confirm(jvm);
            } else if (!jvm.suspected) {
                suspect(jvm);
            }
        }

        void confirm(Jvm jvm) {
            graves.remove(jvm);
            if (jvm.culprit != null) {
                caught.merge(jvm.culprit, 1, Integer::sum);
            }
            jvm.engines.forEach(engine -> dispatcher.engineLeft(engine.instance));
            Set<String> instances =
                    jvm.engines.stream().map(engine -> engine.instance).collect(Collectors.toSet());
            decide(new Command.EnginesDied(instances, false, jvm.node + " exited"));
        }

        void suspect(Jvm jvm) {
            jvm.suspected = true;
            jvm.engines.forEach(engine -> {
                dispatcher.engineLeft(engine.instance);
                decide(new Command.Suspect(engine.instance));
            });
        }

        void membership(Jvm jvm) {
            if (!graves.isEmpty()) {
                confirm(graves.get(random.nextInt(graves.size())));
            } else if (jvm.suspected) {
                jvm.silent = false;
                register(jvm);
            } else if (jvm.silent) {
                suspect(jvm);
            } else {
                jvm.silent = random.nextInt(4) == 0;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0.02", "2, 0.02", "4, 0.01", "4, 0.1", "16, 0.02"})
    void tasksThatEndTheirJvmFailAndAllOthersSucceedWithoutALoss(int perNode, double share) throws Exception {
        Seeds.each(10, seed -> {
            World world = run(seed, perNode, share, News.ALL);
            assertThat(world.deaths).as("deaths").isLessThanOrEqualTo(world.killers.size() * (LIMIT + 1));
            assertThat(world.charged).as("charged tasks").isEqualTo(world.killers);
            expectEnds(world);
        });
    }

    @ParameterizedTest
    @CsvSource({"1, 0.02", "2, 0.02", "4, 0.05", "16, 0.02"})
    void soItIsWhereNewsIsLostAndDeathsAreSlowToBeFoundOut(int perNode, double share) throws Exception {
        Seeds.each(10, seed -> {
            World world = run(seed, perNode, share, News.SOME);
            expectEnds(world);
        });
    }

    private static void expectEnds(World world) {
        world.finished.forEach((id, end) -> {
            boolean killer = world.killers.contains(id);
            assertThat(end.state()).as("task %s", id).isEqualTo(killer ? TaskState.FAILED : TaskState.SUCCEEDED);
            if (killer) {
                assertThat(TestTasks.body(end).failure().message()).contains("lost " + LIMIT + " times");
            }
        });
    }

    private World run(long seed, int perNode, double share, News news) {
        World world = new World(seed, perNode, share, news);
        for (int step = 0; !world.ledger.open().isEmpty(); step++) {
            assertThat(step).as("steps; open are %s", world.ledger.open()).isLessThan(MOST_STEPS);
            world.step();
        }
        assertThat(world.finished).hasSize(TASKS);
        return world;
    }
}
