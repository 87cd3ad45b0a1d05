package io.stoker.node;

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

    /** The least that so many engines start with, in MiB: enough for small tasks. */
    public static long least(int engines) {
        return LEAST + (long) LEAST_EACH * engines;
    }

    /** A size as in {@code 512m}, in MiB. */
    public static long mebibytes(String size) {
        long number = Long.parseLong(size.substring(0, size.length() - 1));
        return switch (Character.toLowerCase(size.charAt(size.length() - 1))) {
            case 'k' -> number >> 10;
            case 'g' -> number << 10;
            default -> number;
        };
    }

    /** The beginning of a sentence that says how much: "16 engines in one JVM need". */
    public static String needs(int engines) {
        return engines == 1 ? "an engine needs" : engines + " engines in one JVM need";
    }

    /**
     * Refuses to start more engines than this JVM has heap for.
     *
     * @throws NodeException with the least that they need
     */
    static void require(int engines) {
        long heap = Runtime.getRuntime().maxMemory() / MIB;
        if (heap < least(engines)) {
            throw new NodeException(needs(engines) + " a heap of at least " + least(engines) + " MiB, and this one is "
                    + heap + " MiB: give the JVM more (STOKER_HEAP), or let fewer engines share it");
        }
    }
}
