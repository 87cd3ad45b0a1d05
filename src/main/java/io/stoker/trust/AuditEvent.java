package io.stoker.trust;

import io.stoker.trust.AuditLog.Who;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the audit log is told. Never source, values, or names of files of users: only who did what to which ids.
 *
 * @param who did it, or tried to
 * @param what one word, as {@code submitted}
 * @param about more of it, by names, as the reason of a refusal; events that differ in nothing but ids are written as
 *     one
 * @param ranges the ids of the tasks that are concerned, first and last alternating
 * @param count of how many tasks that is true; may be fewer than the ranges have
 */
public record AuditEvent(Who who, String what, Map<String, String> about, long[] ranges, long count) {
    private static final long[] NONE = {};

    /** Somebody was not let in, or not allowed to do something. */
    public static final String REFUSED = "refused";

    /** Somebody submitted tasks. */
    public static final String SUBMITTED = "submitted";

    public AuditEvent {
        about = Map.copyOf(about);
    }

    /** One that concerns no ids. */
    public static AuditEvent of(Who who, String what) {
        return new AuditEvent(who, what, Map.of(), NONE, 0);
    }

    /** As well with this; empty text says nothing and is left out. */
    public AuditEvent with(String name, String text) {
        if (text.isEmpty()) {
            return this;
        }
        Map<String, String> more = new TreeMap<>(about);
        more.put(name, text);
        return new AuditEvent(who, what, more, ranges, count);
    }

    /** About so many tasks, whose ids follow one another. */
    public AuditEvent ids(long first, long count) {
        return ids(new long[] {first, first + count - 1}, count);
    }

    /**
     * About tasks with ids in these ranges.
     *
     * @param ids first and last id, alternating; not to be changed from now on
     * @param concerned how many of them
     */
    public AuditEvent ids(long[] ids, long concerned) {
        return new AuditEvent(who, what, about, ids, concerned);
    }
}
