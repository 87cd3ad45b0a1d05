package io.stoker.controller;

import java.util.ArrayList;
import java.util.List;

/** Ids from the first to the last. */
record IdRange(long first, long last) {

    /**
     * What is asked for, of which only a part can be tasks.
     *
     * @param given of ids that were given to tasks, each of which may be looked at
     * @param others of ids that were not: they are as many as anybody likes, and are not to be counted out
     */
    record Split(List<IdRange> given, List<IdRange> others) {
        /** How many ids were given. */
        long count() {
            return given.stream()
                    .mapToLong(range -> range.last() - range.first() + 1)
                    .sum();
        }
    }

    /**
     * Divides ranges by where the ids of tasks begin and end.
     *
     * @param ranges first and last id, alternating
     * @param next the id of the next task
     */
    static Split split(long[] ranges, long next) {
        Split split = new Split(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < ranges.length; i += 2) {
            add(split.others(), ranges[i], Math.min(ranges[i + 1], -1));
            add(split.given(), Math.max(ranges[i], 0), Math.min(ranges[i + 1], next - 1));
            add(split.others(), Math.max(ranges[i], next), ranges[i + 1]);
        }
        return split;
    }

    private static void add(List<IdRange> ranges, long first, long last) {
        if (first <= last) {
            ranges.add(new IdRange(first, last));
        }
    }
}
