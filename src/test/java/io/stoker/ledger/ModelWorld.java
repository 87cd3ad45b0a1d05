package io.stoker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.AttemptId;
import io.stoker.task.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Clients, a controller and engines, between which anything goes wrong that a seed can think of. */
final class ModelWorld {
    private static final int ENGINES = 5;
    private static final int PREFETCH = 3;
    private static final int[] LOSS_LIMITS = {1, 3, 1, 2};
    /** How many engines share a JVM. */
    private static final int[] PER_JVM = {1, 2, 1, 5, 1};

    private static final int NONE = Integer.MIN_VALUE;

    final ModelChecks checks;
    private final Random random;
    private final ModelController controller;
    private final List<ModelClient> clients = new ArrayList<>();
    private final List<ModelEngine> engines = new ArrayList<>();
    private final List<ModelEngine> graves = new ArrayList<>();
    private final List<ModelClient> former = new ArrayList<>();
    private final List<Runnable> inFlight = new ArrayList<>();
    private final int perJvm;
    /** The JVM that gets nothing more until it holds nothing, for a task that must run alone there. */
    private int keptFree = NONE;

    private boolean healed;
    private int lives;

    ModelWorld(long seed) {
        this(seed, null);
    }

    /** @param mirror a real store that is to keep the same as the model */
    ModelWorld(long seed, @Nullable StoreMirror mirror) {
        random = new Random(seed);
        perJvm = PER_JVM[Math.floorMod(seed, PER_JVM.length)];
        int lossLimit = LOSS_LIMITS[Math.floorMod(seed, LOSS_LIMITS.length)];
        checks = new ModelChecks(lossLimit);
        controller = new ModelController(lossLimit, checks, mirror);
        for (int i = 0; i < 3; i++) {
            clients.add(newClient());
        }
        for (int i = 0; i < ENGINES; i++) {
            engines.add(born(i, -1 - i / perJvm));
        }
    }

    private ModelClient newClient() {
        return new ModelClient("session-" + lives++, random, controller.now().tick());
    }

    private ModelEngine born(int smallId, int jvm) {
        return new ModelEngine("engine-" + smallId + "-life-" + lives++, smallId, jvm);
    }

    /** Those in the same JVM, itself included. */
    private static List<ModelEngine> neighbours(List<ModelEngine> among, ModelEngine engine) {
        return among.stream().filter(other -> other.jvm == engine.jvm).toList();
    }

    void compareStore() {
        controller.compareStore();
    }

    void step() {
        // Much happens within a millisecond, so that times tell no order.
        controller.pass(Duration.ofMillis(random.nextInt(4) == 0 ? random.nextInt(2_400) : 0));
        int dice = random.nextInt(1_000);
        if (dice < 100) {
            ModelClient client = anyOf(clients);
            send(client, client.next());
        } else if (dice < 300) {
            assign();
        } else if (dice < 700) {
            ModelEngine engine = anyOf(engines);
            for (int n = random.nextInt(5); n >= 0 && engine.alive; n--) {
                engine(engine);
            }
        } else if (dice < 750) {
            deliver();
        } else if (dice < 768) {
            wake();
        } else if (dice < 772) {
            expire();
        } else if (dice < 850) {
            membership(anyOf(engines));
        } else if (dice < 996) {
            controller.commit(random.nextBoolean());
        } else if (dice < 999) {
            storeFails();
        } else if (random.nextInt(3) == 0) {
            sleep(Duration.ofMinutes(random.nextInt(30 * 60)));
        }
        checks.afterStep(controller.ledger(), owners());
    }

    private <T> T anyOf(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private boolean lost(int percent) {
        return !healed && random.nextInt(100) < percent;
    }

    private Set<String> owners() {
        Set<String> owners = new HashSet<>(controller.unclaimed());
        engines.stream().filter(engine -> engine.alive).forEach(engine -> owners.add(engine.instance));
        graves.forEach(engine -> owners.add(engine.instance));
        return owners;
    }

    /** Everybody does nothing for long. A client comes back only while its answers are sure to be kept. */
    private void sleep(Duration time) {
        controller.commitAll();
        controller.pass(time);
        for (int i = 0; i < clients.size(); i++) {
            if (controller.now().tick() - clients.get(i).born
                    >= Duration.ofDays(1).toNanos()) {
                former.add(clients.set(i, newClient()));
            }
        }
    }

    private void send(ModelClient client, @Nullable Command command) {
        if (command != null) {
            controller.decide(command, answer -> {
                if (command instanceof Command.Abort abort) {
                    tellAbort(abort.task());
                }
                if (!lost(10)) {
                    client.answered(command, answer);
                }
            });
        }
    }

    /** Only what is committed is told to an engine. */
    private void tellAbort(long id) {
        OpenTask task = controller.rows.open.get(id);
        if (task != null && task.state().abort() && !lost(20)) {
            engines.stream()
                    .filter(engine -> engine.reachable() && task.isHeldBy(engine.instance))
                    .forEach(engine -> engine.abort(task.attempt()));
        }
    }

    private void assign() {
        List<OpenTask> queued =
                controller.ledger().open().stream().filter(OpenTask::isQueued).toList();
        ModelEngine engine = anyOf(engines);
        if (queued.isEmpty() || !engine.registered) {
            return;
        }
        List<OpenTask> suspended =
                queued.stream().filter(task -> task.state().suspended()).toList();
        OpenTask task = anyOf(suspended.isEmpty() || random.nextBoolean() ? queued : suspended);
        if (mayHave(engine, task)) {
            assign(task, engine);
            keptFree = keptFree == engine.jvm ? NONE : keptFree;
        } else if (task.runsAloneInItsJvm() && keptFree == NONE) {
            keptFree = engine.jvm;
        }
    }

    private boolean mayHave(ModelEngine engine, OpenTask task) {
        Ledger ledger = controller.ledger();
        List<Long> line = ledger.heldBy(engine.instance);
        List<Long> inItsJvm = neighbours(engines, engine).stream()
                .flatMap(other -> ledger.heldBy(other.instance).stream())
                .toList();
        boolean shares = line.stream().noneMatch(id -> ledger.find(id).runsAlone()) && !task.runsAlone();
        boolean sharesItsJvm =
                inItsJvm.stream().noneMatch(id -> ledger.find(id).runsAloneInItsJvm()) && !task.runsAloneInItsJvm();
        boolean opens = sharesItsJvm && engine.jvm != keptFree;
        return (inItsJvm.isEmpty() || opens) && (line.isEmpty() || (shares && line.size() < PREFETCH));
    }

    private void assign(OpenTask task, ModelEngine engine) {
        AttemptId next = new AttemptId(task.id(), task.state().attempt() + 1);
        controller.decide(
                new Command.Assign(task.id(), engine.instance, engine.smallId), answer -> dispatch(next, engine));
    }

    /** What the store says may come late, or never. */
    private void wake() {
        controller.decide(new Command.Wake(), answer -> {
            if (answer instanceof Answer.Look look && !lost(10)) {
                travel(new Command.Retain(controller.rows.candidates(look.from(), look.most())), nothing -> {});
            }
        });
    }

    private void expire() {
        List<OpenTask> open = List.copyOf(controller.ledger().open());
        if (!open.isEmpty()) {
            controller.decide(new Command.Expire(anyOf(open).id(), "no engine fits"), answer -> {});
        }
    }

    private void dispatch(AttemptId attempt, ModelEngine engine) {
        OpenTask task = controller.ledger().find(attempt.task());
        // A registration that was decided meanwhile has taken it away again; its number alone does not tell.
        if (task != null
                && task.attempt().equals(attempt)
                && task.isHeldBy(engine.instance)
                && engine.reachable()
                && !lost(5)) {
            engine.receive(attempt, task.current());
        }
    }

    private void engine(ModelEngine engine) {
        int dice = random.nextInt(30);
        if (!engine.registered && dice < 8) {
            identify(engine);
        } else if (dice < 10) {
            start(engine);
        } else if (dice < 17 && engine.runsPoison() && random.nextBoolean()) {
            die(engine);
        } else if (dice < 17 && (!engine.runsLong() || random.nextInt(8) == 0)) {
            engine.finish(random);
        } else if (dice < 27) {
            report(engine);
        } else if (dice == 27) {
            engine.giveBackLast();
        } else {
            identify(engine);
        }
    }

    private void start(ModelEngine engine) {
        AttemptId started = engine.startNext(checks.starts);
        if (started != null && engine.reachable() && !lost(15)) {
            travel(new Command.Start(engine.instance, started), answer -> {});
        }
    }

    private void report(ModelEngine engine) {
        AttemptId attempt = engine.anyReport(random);
        if (attempt != null && engine.reachable() && !lost(10)) {
            travel(engine.report(attempt), answer -> {
                if (engine.reachable() && !lost(10)) {
                    engine.acknowledged(attempt);
                }
            });
        }
    }

    /** At once, or after others that were sent later. */
    private void travel(Command command, Consumer<Answer> then) {
        travel(() -> controller.decide(command, then));
    }

    private void travel(Runnable arrival) {
        if (lost(30)) {
            inFlight.add(arrival);
        } else {
            arrival.run();
        }
    }

    private void deliver() {
        if (!inFlight.isEmpty()) {
            inFlight.remove(random.nextInt(inFlight.size())).run();
        }
    }

    /** {@code Identify} is behind what was given to the engine before; the answer may be long under way. */
    private void identify(ModelEngine engine) {
        ModelOrder.Identify identify = controller.identify();
        controller.say(() -> {
            if (engine.reachable() && !lost(5)) {
                Set<AttemptId> holds = engine.holds();
                travel(() -> register(engine, holds, identify));
            }
        });
    }

    /** Of one that is known to be dead nothing is heard any more. */
    private void register(ModelEngine engine, Set<AttemptId> holds, ModelOrder.Identify identify) {
        if (engine.alive || graves.contains(engine)) {
            engine.registered = true;
            controller.register(engine.instance, holds, identify, answer -> {
                if (engine.reachable() && !lost(10)) {
                    engine.drop(((Answer.Drop) answer).attempts());
                    controller.ledger().heldBy(engine.instance).forEach(this::tellAbort);
                }
            });
        }
    }

    private void membership(ModelEngine engine) {
        int dice = random.nextInt(20);
        if (random.nextInt(4) == 0) {
            dieLate();
        } else if (random.nextInt(5) == 0) {
            leaveBehind(engine);
        } else if (dice < 3) {
            engine.silent = true;
        } else if (dice < 8) {
            engine.silent = false;
            identify(engine);
        } else if (dice == 8 || (dice < 14 && !engine.reachable())) {
            suspect(engine);
        } else if (dice == 14 || (dice < 18 && engine.silent && !engine.registered)) {
            die(engine);
        } else if (!graves.isEmpty() && dice < 18) {
            suspect(anyOf(graves));
        } else if (!graves.isEmpty()) {
            engineDied(anyOf(graves));
        }
    }

    private void suspect(ModelEngine engine) {
        engine.registered = false;
        controller.decide(new Command.Suspect(engine.instance), answer -> {});
    }

    /** An engine dies with its JVM. */
    private void die(ModelEngine engine) {
        int next = lives++;
        for (ModelEngine dead : neighbours(engines, engine)) {
            checks.died(dead.instance);
            dead.alive = false;
            graves.add(dead);
            engines.set(dead.smallId, born(dead.smallId, next));
            keptFree = keptFree == dead.jvm ? NONE : keptFree;
            engines.get(dead.smallId).silent = random.nextBoolean();
        }
    }

    /** The death of an engine becomes known when what it ran was given to another one. */
    private void dieLate() {
        Set<String> given = controller.ledger().open().stream()
                .flatMap(task -> task.state().superseded().stream())
                .map(OpenState.Superseded::instance)
                .collect(Collectors.toSet());
        engines.stream().filter(engine -> given.contains(engine.instance)).toList().stream()
                .filter(engine -> engine.alive)
                .forEach(this::die);
        graves.stream()
                .filter(engine -> given.contains(engine.instance))
                .toList()
                .forEach(this::engineDied);
    }

    /** What an engine ran ends on another one, and then its death becomes known. */
    private void leaveBehind(ModelEngine engine) {
        List<Long> line = controller.ledger().heldBy(engine.instance);
        ModelEngine other = anyOf(engines);
        if (line.size() < 2
                || controller.ledger().find(line.get(0)).state().state() != TaskState.RUNNING
                || !other.registered
                || controller.ledger().holds(other.instance) > 0) {
            return;
        }
        suspect(engine);
        OpenTask first = controller.ledger().find(line.get(0));
        if (first.isQueued()) {
            assign(first, other);
            controller.commitAll();
            tend(other);
            controller.commitAll();
        }
        die(engine);
        engineDied(engine);
    }

    private void engineDied(ModelEngine engine) {
        List<ModelEngine> dead = neighbours(graves, engine);
        Set<String> instances = dead.stream().map(one -> one.instance).collect(Collectors.toSet());
        boolean othersRan = random.nextInt(10) == 0;
        controller.decide(
                new Command.EnginesDied(instances, othersRan, instances + " died"), answer -> graves.removeAll(dead));
    }

    private void storeFails() {
        int dice = random.nextInt(3);
        if (dice == 0) {
            controller.rebuild();
        } else {
            controller.failCommit(dice == 1);
        }
        engines.forEach(engine -> engine.registered = false);
        // Who died before may never be spoken of again: then only the time to reclaim is left.
        Set<Integer> forgotten = graves.stream()
                .map(engine -> engine.jvm)
                .filter(jvm -> random.nextBoolean())
                .collect(Collectors.toSet());
        graves.removeIf(engine -> forgotten.contains(engine.jvm));
    }

    /** From now on nothing goes wrong, and everything that was accepted must end. */
    void runDry() {
        healed = true;
        for (int round = 0; round < 3_000 && !isDry(); round++) {
            controller.pass(Duration.ofMillis(500));
            while (!inFlight.isEmpty()) {
                deliver();
            }
            List.copyOf(graves).forEach(this::engineDied);
            clients.forEach(client -> send(client, client.unanswered()));
            engines.forEach(this::tend);
            for (int i = 0; i < ENGINES; i++) {
                assign();
            }
            wake();
            controller.commitAll();
            checks.afterStep(controller.ledger(), owners());
        }
        assertThat(isDry())
                .as("everything has ended; open are %s", controller.ledger().open())
                .isTrue();
        former.addAll(clients);
        checks.atTheEnd(controller.rows, former);
        forgetSessions();
    }

    /** Nobody asks for anything for two days, in which the ledger looks at its sessions each hour. */
    private void forgetSessions() {
        for (int hour = 0; hour < 52; hour++) {
            controller.pass(Duration.ofHours(1));
            wake();
            controller.commitAll();
        }
        assertThat(controller.rows.snapshot().answers()).as("answers").isEmpty();
        assertThat(controller.rows.snapshot().marks()).as("marks of sessions").isEmpty();
    }

    private void tend(ModelEngine engine) {
        engine.silent = false;
        identify(engine);
        controller.commitAll();
        controller.commitAll();
        start(engine);
        engine.finish(random);
        report(engine);
    }

    private boolean isDry() {
        return controller.ledger().open().isEmpty()
                && inFlight.isEmpty()
                && engines.stream().allMatch(ModelEngine::isIdle)
                && clients.stream().allMatch(ModelClient::isContent);
    }
}
