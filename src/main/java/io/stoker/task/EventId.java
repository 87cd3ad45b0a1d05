package io.stoker.task;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of an event among all events of a ledger. Places grow with every event, also over restarts of the
 * controller and from one controller to the next; not every place has an event.
 *
 * @param commit the number of the commit that has made it durable
 * @param index its place within that commit, from 1 on; 0 is the place before its first event
 */
public record EventId(long commit, int index) implements Comparable<EventId>, Serializable {
    /** Before all events that there are. */
    public static final EventId START = new EventId(0, 0);

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})\\.([0-9]{1,9})");
    private static final int SHOWN = 40;

    /**
     * Reads what {@link #toString} has written.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static EventId parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + Visible.line(Utf8.cut(text, SHOWN))
                    + "' is not the id of an event: these are two whole numbers with a dot between them, as 812.3");
        }
        return new EventId(Long.parseLong(parts.group(1)), Integer.parseInt(parts.group(2)));
    }

    /** The place behind all events of this commit. */
    public static EventId endOf(long commit) {
        return new EventId(commit + 1, 0);
    }

    @Override
    public int compareTo(EventId other) {
        int byCommit = Long.compare(commit, other.commit);
        return byCommit == 0 ? Integer.compare(index, other.index) : byCommit;
    }

    /** As {@code 812.3}. */
    @Override
    public String toString() {
        return commit + "." + index;
    }
}
