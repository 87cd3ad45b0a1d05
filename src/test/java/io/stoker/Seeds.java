package io.stoker;

import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;

/**
 * The seeds of random tests: always the same ones, and one that no run has had before, so that each run looks at
 * something new. {@code -Dtest.seed=N} has each of these tests run with that one alone.
 */
public final class Seeds {
    /** The seed that is to be run alone; null if none is. */
    public static final Long ONLY = Long.getLong("test.seed");

    private static final long FRESH = ThreadLocalRandom.current().nextLong(1_000_000, 1_000_000_000);

    static {
        if (ONLY == null) {
            System.out.println("random tests also run with the fresh seed " + FRESH + "; -Dtest.seed=" + FRESH
                    + " runs them with that alone");
        }
    }

    private Seeds() {}

    /** From 0 on so many less one, and a fresh one: it takes no more time than as many fixed ones. */
    public static LongStream of(int many) {
        return ONLY == null
                ? LongStream.concat(LongStream.range(0, many - 1), LongStream.of(FRESH))
                : LongStream.of(ONLY);
    }
}
