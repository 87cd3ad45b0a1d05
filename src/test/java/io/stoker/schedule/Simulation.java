package io.stoker.schedule;

import io.stoker.task.EngineProperties;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A cluster in virtual time: engines of different speeds, messages that take {@code latency}, tasks that last as long
 * as they last. A {@link Referee} follows every call. The same seed gives the same run.
 */
final class Simulation {
    private record Event(long tick, long number, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return tick != other.tick ? Long.compare(tick, other.tick) : Long.compare(number, other.number);
        }
    }

    /** An engine as it really is, which the schedule learns of by late reports. */
    private final class Engine {
        final String key;
        final String node;
        final double speed;
        final int size;
        final Deque<Long> waiting = new ArrayDeque<>();
        boolean running;
        boolean here = true;

        Engine(String key, String node, double speed, int size) {
            this.key = key;
            this.node = node;
            this.speed = speed;
            this.size = size;
        }

        void receives(long task) {
            waiting.add(task);
            startsNext();
        }

        void isAskedFor(List<Long> tasks) {
            for (long task : tasks) {
                if (waiting.remove(task)) {
                    after(latency, () -> returned(this, task));
                }
            }
        }

        private void startsNext() {
            if (running || waiting.isEmpty()) {
                return;
            }
            long task = waiting.remove();
            if (rejects(task)) {
                after(latency, () -> rejected(this, task));
                startsNext();
                return;
            }
            running = true;
            long nanos = (long) (work[(int) task] / speed);
            after(latency, () -> started(this, task));
            after(nanos, () -> ends(task, nanos));
        }

        /** Every other engine rejects an excluding task, but nobody does for ever. */
        private boolean rejects(long task) {
            return rejections[(int) task] > 0
                    && (everHere.indexOf(this) + task) % 2 == 0
                    && rejections[(int) task]-- > 0;
        }

        private void ends(long task, long nanos) {
            running = false;
            after(latency, () -> reported(this, task, nanos));
            startsNext();
        }
    }

    private static final long LOOK = TestBed.millis(10);
    private static final long LONGEST_PAUSE = TestBed.millis(60_000);

    private final Referee referee;
    private final ScheduleSettings settings;
    private final Schedule schedule;
    private final SplittableRandom random;
    private final long latency;
    private final long[] work;
    private final BitSet exclusive = new BitSet();
    private final int[] need;
    private final int[] rejections;
    private final boolean[] failsOnce;
    private final List<Engine> everHere = new ArrayList<>();
    private final List<Engine> engines = new ArrayList<>();
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final List<Long> finishes = new ArrayList<>();
    private int perNode = 1;
    private int checkEvery = 1;
    private long now;
    private long numbers;
    private long lastEvent;
    private boolean isWakePlanned;
    private double totalSpeed;

    Simulation(ScheduleSettings settings, long seed, int tasks, long latency) {
        this.settings = settings;
        this.latency = latency;
        random = new SplittableRandom(seed);
        schedule = new Schedule(settings, random.split());
        work = new long[tasks];
        need = new int[tasks];
        rejections = new int[tasks];
        referee = new Referee(settings, need, this::alone);
        failsOnce = new boolean[tasks];
    }

    /** Tasks of log-normal length. */
    Simulation work(double medianMillis, double sigma) {
        for (int i = 0; i < work.length; i++) {
            work[i] = TestBed.millis(medianMillis * Math.exp(sigma * random.nextGaussian()));
        }
        return this;
    }

    Simulation workOf(int task, double millis) {
        work[task] = TestBed.millis(millis);
        return this;
    }

    Simulation someAlone(double share) {
        for (int i = 0; i < work.length; i++) {
            exclusive.set(i, random.nextDouble() < share);
        }
        return this;
    }

    /** So many of the tasks ask for an engine of some size, up to {@code largest}. */
    Simulation someAskForASize(double share, int largest) {
        for (int i = 0; i < need.length; i++) {
            need[i] = random.nextDouble() < share ? 1 + random.nextInt(largest) : 0;
        }
        return this;
    }

    /** So many of the tasks are rejected by every other engine, up to {@code times} times. */
    Simulation someAreRejected(double share, int times) {
        for (int i = 0; i < rejections.length; i++) {
            rejections[i] = random.nextDouble() < share ? times : 0;
        }
        return this;
    }

    Simulation someFailOnce(double share) {
        for (int i = 0; i < failsOnce.length; i++) {
            failsOnce[i] = random.nextDouble() < share;
        }
        return this;
    }

    /** So many engines that join one after the other share a node. */
    Simulation perNode(int engines) {
        perNode = engines;
        return this;
    }

    Simulation engines(int count, double slowest, double fastest) {
        return engines(count, slowest, fastest, 1);
    }

    /** The sizes go from one to {@code largest} and around again. */
    Simulation engines(int count, double slowest, double fastest, int largest) {
        for (int i = 0; i < count; i++) {
            String node = "node " + everHere.size() / perNode;
            joins(node, slowest + (fastest - slowest) * random.nextDouble(), 1 + i % largest);
        }
        return this;
    }

    /** Looks at every engine only after each n-th event. */
    Simulation checkEvery(int n) {
        checkEvery = n;
        return this;
    }

    /**
     * So many times an engine leaves and another like it comes, and one is paused or drained for a while. Not for ever:
     * a long task might never end.
     */
    Simulation churn(int times, double everyMillis) {
        for (int i = 1; i <= times; i++) {
            after(TestBed.millis(i * everyMillis), () -> {
                Engine gone = anyEngine();
                boolean withItsNode = perNode > 1 && random.nextBoolean();
                List<Engine> leaving = engines.stream()
                        .filter(engine -> engine == gone || (withItsNode && engine.node.equals(gone.node)))
                        .toList();
                leaving.forEach(this::leaves);
                leaving.forEach(engine -> joins(engine.node, engine.speed, engine.size));
                pausesForAWhile(anyEngine());
            });
        }
        return this;
    }

    /**
     * So many times some tasks must have their engines to themselves from then on, whether they wait, run or are over.
     */
    Simulation someBecomeAlone(int times, double everyMillis) {
        for (int i = 1; i <= times; i++) {
            after(TestBed.millis(i * everyMillis), () -> {
                for (int n = 0; n < work.length / 100; n++) {
                    int task = random.nextInt(work.length);
                    referee.isolates(task, () -> exclusive.set(task));
                    tellAgain(task);
                }
            });
        }
        return this;
    }

    Simulation offerAllAtOnce() {
        for (int task = 0; task < work.length; task++) {
            offer(task);
        }
        return this;
    }

    /** Offers the tasks in bursts of random sizes. */
    Simulation offerInBursts(int largest, double everyMillis) {
        int task = 0;
        for (double at = 0; task < work.length; at += everyMillis) {
            int end = Math.min(work.length, task + 1 + random.nextInt(largest));
            for (; task < end; task++) {
                int id = task;
                after(TestBed.millis(at), () -> offer(id));
            }
        }
        return this;
    }

    /** Runs until nothing is left to happen. */
    Simulation run() {
        after(0, () -> {});
        for (long count = 1; !events.isEmpty(); count++) {
            Event event = events.remove();
            boolean waking = isWakePlanned;
            now = event.tick();
            event.action().run();
            lastEvent = waking && !isWakePlanned ? lastEvent : now;
            settle(count % checkEvery == 0);
        }
        return this;
    }

    /** When each result came in. */
    List<Long> finishes() {
        return finishes;
    }

    /** How long it would take if work were a liquid. */
    double idealNanos() {
        double total = 0;
        for (long nanos : work) {
            total += nanos;
        }
        return total / totalSpeed;
    }

    private void settle(boolean check) {
        for (Reclaim reclaim : schedule.overdue(now)) {
            Engine engine = find(reclaim.engine());
            after(latency, () -> engine.isAskedFor(reclaim.tasks()));
        }
        for (var next = schedule.next(now); next.isPresent(); next = schedule.next(now)) {
            Assignment given = next.get();
            referee.handedOut(given, now);
            Engine engine = find(given.engine());
            after(latency, () -> engine.receives(given.task()));
        }
        if (check) {
            referee.nothingMoreToHandOut(now);
        }
        wakeSoon();
    }

    /** Time alone changes what can be handed out; where it has not for long, nothing ever will. */
    private void wakeSoon() {
        if (!isWakePlanned && finishes.size() < work.length && now - lastEvent < LONGEST_PAUSE) {
            isWakePlanned = true;
            events.add(new Event(now + LOOK, numbers++, () -> isWakePlanned = false));
        }
    }

    private void offer(int task) {
        schedule.setQueued(task, requirement(task), false, now);
        referee.offered(task);
    }

    private void comesBack(long task) {
        schedule.setQueued(task, requirement(task), true, now);
        referee.cameBack(task);
    }

    private void started(Engine engine, long task) {
        if (engine.here) {
            schedule.setHeld(task, engine.key, alone(task), true, now);
        }
    }

    /** The state that a task has anyway, as what must run alone may have changed. */
    private void tellAgain(long task) {
        if (schedule.isQueued(task)) {
            schedule.setQueued(task, requirement(task), random.nextBoolean(), now);
        }
        engines.stream()
                .filter(engine -> schedule.holds(engine.key, task))
                .forEach(engine -> schedule.setHeld(task, engine.key, alone(task), false, now));
    }

    private Requirement requirement(long task) {
        int size = need[(int) task];
        return Requirement.of(size == 0 ? null : "size >= " + size, alone(task));
    }

    private Alone alone(long task) {
        return !exclusive.get((int) task) ? Alone.NO : task % 2 == 0 ? Alone.IN_NODE : Alone.IN_ENGINE;
    }

    private void reported(Engine engine, long task, long nanos) {
        boolean failed = failsOnce[(int) task];
        schedule.ended(engine.key, task, now, nanos, failed);
        if (!engine.here) {
            return;
        }
        referee.ended(engine.key, task, now, nanos, failed);
        if (failed) {
            failsOnce[(int) task] = false;
            comesBack(task);
        } else {
            referee.finished(task);
            finishes.add(now);
        }
    }

    private void returned(Engine engine, long task) {
        schedule.ended(engine.key, task, now, -1, false);
        if (engine.here) {
            referee.ended(engine.key, task, now, -1, false);
            comesBack(task);
        }
    }

    private void rejected(Engine engine, long task) {
        schedule.rejected(engine.key, task, now);
        if (engine.here) {
            referee.rejected(engine.key, task, now);
            comesBack(task);
        }
    }

    private void joins(String node, double speed, int size) {
        Engine engine = new Engine("" + everHere.size(), node, speed, size);
        everHere.add(engine);
        engines.add(engine);
        totalSpeed += speed;
        schedule.engineJoined(engine.key, node, EngineProperties.of(Map.of("size", size)), now);
        referee.joined(engine.key, node, size);
    }

    private void leaves(Engine engine) {
        engine.here = false;
        engines.remove(engine);
        totalSpeed -= engine.speed;
        schedule.engineLeft(engine.key, now);
        referee.left(engine.key).forEach(this::comesBack);
    }

    private void pausesForAWhile(Engine engine) {
        if (random.nextBoolean()) {
            pause(engine, true);
            after(settings.prefetchTime().toNanos(), () -> pause(engine, false));
        } else {
            drain(engine, true);
            after(settings.prefetchTime().toNanos(), () -> drain(engine, false));
        }
    }

    private void drain(Engine engine, boolean draining) {
        if (engine.here) {
            schedule.draining(engine.key, draining);
            referee.draining(engine.key, draining);
        }
    }

    private void pause(Engine engine, boolean paused) {
        if (engine.here) {
            schedule.paused(engine.key, paused);
            referee.paused(engine.key, paused);
        }
    }

    private Engine find(String key) {
        return everHere.get(Integer.parseInt(key));
    }

    private Engine anyEngine() {
        return engines.get(random.nextInt(engines.size()));
    }

    private void after(long nanos, Runnable action) {
        events.add(new Event(now + nanos, numbers++, action));
    }
}
