package io.stoker.wire.values;

import io.stoker.task.ValueTooLargeException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.function.LongSupplier;

/** Whether there is memory for a value: a JVM that runs out of it in the middle of one would be lost. */
public final class FreeHeap {
    private final LongSupplier free;
    private final Runnable collect;

    private FreeHeap(LongSupplier free, Runnable collect) {
        this.free = free;
        this.collect = collect;
    }

    /**
     * A heap for tests.
     *
     * @param free how many of its bytes are free
     * @param collect frees some
     */
    public static FreeHeap of(LongSupplier free, Runnable collect) {
        return new FreeHeap(free, collect);
    }

    /** The heap of this JVM. */
    public static FreeHeap ofThisJvm() {
        return new FreeHeap(FreeHeap::bytes, System::gc);
    }

    /**
     * Refuses values for which there is no room, both as they travel and as what they become. May collect garbage to
     * find out.
     *
     * @throws ValueTooLargeException with both figures
     */
    public void require(String what, long size) {
        require(what, size, 0);
    }

    /**
     * As {@link #require(String, long)}, where others wait that are to be unpacked, too.
     *
     * @param waiting the bytes of these
     */
    public void require(String what, long size, long waiting) {
        if (isRoom(free.getAsLong(), size, waiting)) {
            return;
        }
        collect.run();
        long room = free.getAsLong();
        if (!isRoom(room, size, waiting)) {
            throw new ValueTooLargeException(what + " take " + size + " bytes, and as many again to be unpacked"
                    + (waiting == 0 ? "" : ", with " + waiting + " bytes of others that wait for that")
                    + ", but only " + room + " bytes of this JVM's heap are free: give it a larger heap");
        }
    }

    private static boolean isRoom(long free, long size, long waiting) {
        return (free - waiting) / 2 >= size;
    }

    /** What is free in the part of the heap where large arrays live, which may be less than in all of it. */
    private static long bytes() {
        Runtime runtime = Runtime.getRuntime();
        long all = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getUsage)
                .filter(usage -> usage.getMax() > 0)
                .max((one, other) -> Long.compare(one.getMax(), other.getMax()))
                .map((MemoryUsage usage) -> Math.min(all, usage.getMax() - usage.getUsed()))
                .orElse(all);
    }
}
