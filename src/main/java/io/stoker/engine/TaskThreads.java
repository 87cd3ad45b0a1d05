package io.stoker.engine;

import io.stoker.kernel.Interrupts;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.stream.Collectors;

/** The task thread and all that user code starts from it. */
final class TaskThreads extends ThreadGroup {
    private static final int MOST_SHOWN = 20;

    TaskThreads() {
        super("stoker-task");
    }

    /** Those that live; workers of fork-join pools, which end by themselves, are not counted. */
    Set<Thread> alive() {
        Thread[] threads = new Thread[activeCount() + 16];
        int count = enumerate(threads);
        while (count == threads.length) {
            threads = new Thread[2 * count];
            count = enumerate(threads);
        }
        return Arrays.stream(threads, 0, count)
                .filter(thread -> !(thread instanceof ForkJoinWorkerThread))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Interrupts those that were not there before, and returns them. */
    List<Thread> interruptAllBut(Collection<Thread> before) {
        List<Thread> left =
                alive().stream().filter(thread -> !before.contains(thread)).toList();
        left.forEach(thread -> Interrupts.send(thread, null));
        return left;
    }

    /** As a line for people. */
    static String describe(List<Thread> left) {
        String names =
                left.stream().map(Thread::getName).sorted().limit(MOST_SHOWN).collect(Collectors.joining(", "));
        return "[stoker] threads left behind, and interrupted: " + names
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
