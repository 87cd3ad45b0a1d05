package io.stoker.engine;

import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.stream.Collectors;

/** Tells by their stacks which threads of pools run user code. */
final class PoolThreads {
    private PoolThreads() {}

    /**
     * Whether the thread is a pool's and has come back to it for more. One of a pool that begins things by the clock
     * does not count: what it will do next may be anybody's.
     */
    static boolean isIdle(Thread thread) {
        boolean ofPool = false;
        for (StackTraceElement frame : thread.getStackTrace()) {
            String type = frame.getClassName();
            if (!isOfJdk(type) || type.contains("DelayedWorkQueue")) {
                return false;
            }
            ofPool |= frame.getMethodName().equals("runWorker");
        }
        return ofPool;
    }

    private static boolean isOfJdk(String type) {
        return type.startsWith("java.") || type.startsWith("jdk.") || type.startsWith("sun.");
    }

    /** The threads of the pool that all of the JVM shares which run user code now. */
    static Set<Thread> busyInCommonPool() {
        return ForkJoinPool.commonPool().isQuiescent()
                ? Set.of()
                : Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> isOfCommonPool(thread) && !isIdle(thread))
                        .collect(Collectors.toSet());
    }

    static boolean isOfCommonPool(Thread thread) {
        return thread instanceof ForkJoinWorkerThread worker && worker.getPool() == ForkJoinPool.commonPool();
    }
}
