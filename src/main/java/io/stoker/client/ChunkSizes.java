package io.stoker.client;

import java.util.OptionalLong;

/**
 * How many elements of a map one task gets: so many that it runs for a while, and few enough for all engines to have
 * some to the end. It begins with one, and learns from each chunk that is through. Not thread-safe.
 */
final class ChunkSizes {
    private static final double TARGET_NANOS = 50e6;
    /** A task that is shorter costs more on its way than it helps to have all engines busy to the end. */
    private static final double LEAST_NANOS = 5e6;

    private static final int GROWTH = 16;
    private static final int LARGEST = 50_000;
    /** Of what is left, each engine is to have several. */
    private static final int PARTS_OF_THE_REST = 3;
    /** How much of what was known is kept when another chunk is through. */
    private static final double KEPT = 0.5;

    private final int given;
    private final int engines;
    private final OptionalLong total;
    private int largestDone = 1;
    private double nanosEach;

    /**
     * @param given the size that the caller wants; 0 for what suits
     * @param total how many elements there are; empty if that is not known
     */
    ChunkSizes(int given, int engines, OptionalLong total) {
        this.given = given;
        this.engines = Math.max(1, engines);
        this.total = total;
    }

    /** @param taken how many elements have been taken before */
    int next(long taken) {
        if (given > 0) {
            return given;
        }
        double wanted = elementsIn(TARGET_NANOS);
        if (total.isPresent()) {
            double share = Math.ceil((total.getAsLong() - taken) / (double) (PARTS_OF_THE_REST * engines));
            wanted = Math.max(Math.min(wanted, share), elementsIn(LEAST_NANOS));
        }
        double most = Math.min(LARGEST, (double) largestDone * GROWTH);
        return (int) Math.max(1, Math.min(wanted, most));
    }

    private double elementsIn(double nanos) {
        return nanosEach == 0 ? 1 : nanos / nanosEach;
    }

    /** A chunk of so many elements took so long. */
    void done(int elements, long nanos) {
        double each = Math.max(1, nanos) / (double) Math.max(1, elements);
        nanosEach = nanosEach == 0 || elements > largestDone ? each : KEPT * nanosEach + (1 - KEPT) * each;
        largestDone = Math.max(largestDone, elements);
    }
}
