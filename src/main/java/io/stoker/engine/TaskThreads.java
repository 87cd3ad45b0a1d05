package io.stoker.engine;

import io.stoker.kernel.Interrupts;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The task thread and all that user code starts from it. */
final class TaskThreads extends ThreadGroup {
    private static final int MOST_SHOWN = 20;

    private final boolean alone;
    private final UserProcesses processes;

    /** Of an engine that shares its JVM. */
    TaskThreads() {
        this(false, UserProcesses.none());
    }

    /**
     * @param alone whether the JVM is the engine's alone, so that whatever runs in its common pool is user code's
     * @param processes that user code has started
     */
    TaskThreads(boolean alone, UserProcesses processes) {
        super("stoker-task");
        this.alone = alone;
        this.processes = processes;
    }

    /** The processes that user code has started from these threads. */
    UserProcesses processes() {
        return processes;
    }

    /**
     * The threads that will do what they are given from now on: those of pools that an earlier task has left behind, as
     * far as they are idle now, and those of the JVM's common pool. Who is busy is busy for somebody else.
     */
    Predicate<Thread> helpers() {
        Set<Thread> idle = all().filter(thread -> thread != Thread.currentThread() && PoolThreads.isIdle(thread))
                .collect(Collectors.toSet());
        Set<Thread> busy = alone ? PoolThreads.busyInCommonPool() : Set.of();
        return thread ->
                idle.contains(thread) || (alone && PoolThreads.isOfCommonPool(thread) && !busy.contains(thread));
    }

    /** Those that live; workers of fork-join pools, which end by themselves, are not counted. */
    Set<Thread> alive() {
        return all().filter(thread -> !(thread instanceof ForkJoinWorkerThread))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private Stream<Thread> all() {
        Thread[] threads = new Thread[activeCount() + 16];
        int count = enumerate(threads);
        while (count == threads.length) {
            threads = new Thread[2 * count];
            count = enumerate(threads);
        }
        return Arrays.stream(threads, 0, count);
    }

    /** Interrupts those that were not there before, and returns them. */
    List<Thread> interruptAllBut(Collection<Thread> before) {
        List<Thread> left =
                alive().stream().filter(thread -> !before.contains(thread)).toList();
        // An idle one would hear of it in the midst of the next task that uses its pool.
        left.stream().filter(thread -> !PoolThreads.isIdle(thread)).forEach(thread -> Interrupts.send(thread, null));
        return left;
    }

    /** As a line for people. */
    static String describe(List<Thread> left) {
        String names =
                left.stream().map(Thread::getName).sorted().limit(MOST_SHOWN).collect(Collectors.joining(", "));
        return "[stoker] interrupted threads that the task left behind: " + names
                + (left.size() > MOST_SHOWN ? " and " + (left.size() - MOST_SHOWN) + " more" : "")
                + System.lineSeparator();
    }

    /** What user code threw in a thread of its own, it reads where it prints; memory that it lacked is its own too. */
    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        System.err.print("Exception in thread \"" + thread.getName() + "\" ");
        thrown.printStackTrace();
    }
}
