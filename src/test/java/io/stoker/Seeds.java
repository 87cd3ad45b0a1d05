package io.stoker;

import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.opentest4j.TestAbortedException;

/**
 * The seeds of random tests: always the same ones, and one that no run has had before, so that each run looks at
 * something new. {@code -Dtest.seed=N} has each of these tests run with that one alone, and {@code -Dtest.seeds=N} with
 * N times as many as usual, all of them fresh. A failure names its seed.
 */
public final class Seeds {
    private static final Long ONLY = Long.getLong("test.seed");
    private static final int TIMES = Integer.getInteger("test.seeds", 0);

    /** Whether the fixed seeds are run, so that what happens with them can be counted upon. */
    public static final boolean USUAL = ONLY == null && TIMES == 0;

    private static final long FRESH = ThreadLocalRandom.current().nextLong(1_000_000, 1_000_000_000);

    static {
        if (ONLY == null) {
            System.out.println(
                    TIMES == 0
                            ? "random tests also run with the fresh seed " + FRESH + "; -Dtest.seed=" + FRESH
                                    + " runs them with that alone"
                            : "random tests run with fresh seeds from " + FRESH + " on");
        }
    }

    private Seeds() {}

    /** What is done with a seed. */
    @FunctionalInterface
    public interface Check {
        /** Fails with any exception or error. */
        void run(long seed) throws Exception;
    }

    /** From 0 on so many less one, and a fresh one: it takes no more time than as many fixed ones. */
    public static LongStream of(int many) {
        if (ONLY != null) {
            return LongStream.of(ONLY);
        }
        return TIMES == 0
                ? LongStream.concat(LongStream.range(0, many - 1), LongStream.of(FRESH))
                : LongStream.range(FRESH, FRESH + (long) many * TIMES);
    }

    /** Runs a check with each seed of {@link #of}. */
    public static void each(int many, Check check) throws Exception {
        for (long seed : of(many).toArray()) {
            try {
                check.run(seed);
            } catch (Exception | AssertionError failure) {
                throw named(seed, failure);
            }
        }
    }

    /** The failure, with its seed and how to have it again; a skipped test is none. */
    static AssertionError named(long seed, Throwable failure) {
        if (failure instanceof TestAbortedException skipped) {
            throw skipped;
        }
        return new AssertionError(
                "with seed " + seed + ", which -Dtest.seed=" + seed + " repeats alone: " + failure.getMessage(),
                failure);
    }
}
