package io.stoker.client;

import io.stoker.task.Arguments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/** Task ids as runs: first and last id, alternating, ascending. */
final class Ids {
    private static final int MOST_RUNS = 4_000;

    private Ids() {}

    /** In lists that each fit into one message. */
    static List<long[]> runs(long... ids) {
        Arguments.given(ids, "a call about tasks needs their ids");
        List<long[]> messages = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        for (long id : Arrays.stream(ids).sorted().distinct().toArray()) {
            int last = ends.size() - 1;
            if (last > 0 && ends.get(last) == id - 1) {
                ends.set(last, id);
            } else {
                if (ends.size() == 2 * MOST_RUNS) {
                    messages.add(array(ends));
                    ends.clear();
                }
                ends.add(id);
                ends.add(id);
            }
        }
        if (!ends.isEmpty()) {
            messages.add(array(ends));
        }
        return messages;
    }

    private static long[] array(List<Long> ends) {
        return ends.stream().mapToLong(Long::longValue).toArray();
    }

    /** For people: "3, 5-9". */
    static String text(long[] runs, int most) {
        StringJoiner joiner = new StringJoiner(", ");
        for (int i = 0; i < Math.min(runs.length, 2 * most); i += 2) {
            joiner.add(runs[i] == runs[i + 1] ? Long.toString(runs[i]) : runs[i] + "-" + runs[i + 1]);
        }
        return runs.length > 2 * most ? joiner + " and more" : joiner.toString();
    }
}
