package io.stoker.client.pool;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Latches that tests and functions share by name. They are kept where all loaders find the same: a function may run
 * with a class of this name that was loaded once more.
 */
final class Latches {
    private static final String KEY = Latches.class.getName();
    private static final long SECONDS = 120;

    private Latches() {}

    @SuppressWarnings("unchecked")
    private static CountDownLatch latch(String name) {
        ConcurrentMap<String, CountDownLatch> latches = (ConcurrentMap<String, CountDownLatch>)
                System.getProperties().computeIfAbsent(KEY, key -> new ConcurrentHashMap<String, CountDownLatch>());
        return latches.computeIfAbsent(name, key -> new CountDownLatch(1));
    }

    static void open(String name) {
        latch(name).countDown();
    }

    static boolean isOpen(String name) {
        return latch(name).getCount() == 0;
    }

    /** Waits; fails if it takes far too long. */
    static void await(String name) throws InterruptedException {
        if (!latch(name).await(SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("'" + name + "' has not come within " + SECONDS + " s");
        }
    }

    static void clear() {
        System.getProperties().remove(KEY);
    }
}
