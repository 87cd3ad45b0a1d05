package io.stoker.trust;

import java.util.Arrays;

/** Ids as ranges, in the order in which they were added. Those beyond {@value #MOST} ranges are left out. */
final class IdRanges {
    static final int MOST = 100;

    private long[] bounds = new long[2];
    private int ranges;
    private boolean more;

    /** Adds those from the first to the last one. */
    void add(long first, long last) {
        if (ranges > 0 && bounds[2 * ranges - 1] + 1 == first) {
            bounds[2 * ranges - 1] = last;
        } else if (ranges < MOST) {
            if (2 * ranges == bounds.length) {
                bounds = Arrays.copyOf(bounds, 2 * bounds.length);
            }
            bounds[2 * ranges] = first;
            bounds[2 * ranges + 1] = last;
            ranges++;
        } else {
            more = true;
        }
    }

    boolean isEmpty() {
        return ranges == 0;
    }

    /** As {@code 0-9,12}; with an ellipsis where ranges are missing. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 2 * ranges; i += 2) {
            text.append(i == 0 ? "" : ",").append(bounds[i]);
            if (bounds[i + 1] > bounds[i]) {
                text.append('-').append(bounds[i + 1]);
            }
        }
        return text.append(more ? ",..." : "").toString();
    }
}
