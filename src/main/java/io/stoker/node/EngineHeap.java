package io.stoker.node;

import java.util.Locale;

/** The heap of a JVM of engines, by how many share it. */
public final class EngineHeap {
    /** Each engine has a thread for it, and a compiler; more of them in one JVM wait for each other's collections. */
    public static final int MOST_ENGINES = 256;

    private static final long MIB = 1 << 20;
    private static final int LEAST = 48;
    private static final int LEAST_EACH = 1;
    private static final int USUAL = 512;
    private static final int USUAL_MORE = 64;

    private EngineHeap() {}

    /** What each JVM gets if nobody says anything else, as in {@code 512m}. */
    public static String usual(int engines) {
        return USUAL + USUAL_MORE * (engines - 1) + "m";
    }

    /**
     * Refuses to start more engines than the heap is enough for.
     *
     * @param heap bytes
     * @throws NodeException with the least that they need
     */
    public static void require(long heap, int engines) {
        long least = LEAST + (long) LEAST_EACH * engines;
        if (heap < least * MIB) {
            throw new NodeException(String.format(
                    Locale.ROOT,
                    "%s in one JVM need a heap of at least %d MiB, not %d MiB: give the JVM more, or let fewer engines share it",
                    engines == 1 ? "an engine" : engines + " engines",
                    least,
                    heap / MIB));
        }
    }

    /** The bytes of a size as in {@code 512m}. */
    public static long bytes(String size) {
        long number = Long.parseLong(size.substring(0, size.length() - 1));
        int unit = "kmg".indexOf(Character.toLowerCase(size.charAt(size.length() - 1)));
        return number << (10 * (unit + 1));
    }
}
