package io.stoker.task;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of commits the events that a query is for. The labels of a commit's events stand before them: of a query
 * for labels only the events with these are looked at.
 */
public final class EventFilter {
    private final EventQuery query;
    private final int kinds;
    private final TreeSet<Long> tasks;
    private final boolean byLabels;
    private final boolean all;

    /** @param query where it begins is of no interest here */
    public EventFilter(EventQuery query) {
        this.query = query;
        this.kinds = query.kinds().stream().mapToInt(kind -> 1 << kind.code()).reduce(0, (a, b) -> a | b);
        this.tasks = new TreeSet<>(query.tasks());
        this.byLabels = !query.labels().isEmpty() || !query.keys().isEmpty();
        this.all = !byLabels && kinds == 0 && tasks.isEmpty() && query.engine() == null;
    }

    /**
     * What was found.
     *
     * @param events null if there are none
     * @param next behind which place to go on
     */
    public record Found(@Nullable EventBody events, EventId next) {}

    /**
     * The events of a commit.
     *
     * @param after only those behind this place
     * @param most about so many bytes, and one event more at most
     * @throws MalformedException if the commit's bytes are none that an {@link EventWriter} writes
     */
    public Found of(IndexedEvents events, EventId after, int most) {
        EventBody commit = events.body();
        int from = after.commit() == commit.commit() ? after.index() : 0;
        EventId end = EventId.endOf(commit.commit());
        if (after.commit() > commit.commit()) {
            return new Found(null, after);
        }
        if (all && from == 0 && commit.size() <= most) {
            return new Found(commit, end);
        }
        boolean[] good = byLabels ? good(events.sets()) : null;
        if (byLabels && good == null) {
            return new Found(null, end);
        }
        EventReader.Next next = good == null ? events.all() : events.withSets(good);
        EventWriter writer = null;
        int written = 0;
        EventReader event;
        while ((event = next.event()) != null) {
            if (event.index() > from && fits(event)) {
                writer = writer == null ? new EventWriter() : writer;
                writer.copy(event, event.index() - written - 1);
                written = event.index();
                if (writer.size() >= most) {
                    return new Found(writer.body(commit.commit(), commit.at()), new EventId(commit.commit(), written));
                }
            }
        }
        return new Found(writer == null ? null : writer.body(commit.commit(), commit.at()), end);
    }

    /** Which of these labels will do; null if none will. */
    private boolean @Nullable [] good(List<Map<String, String>> sets) {
        boolean[] good = new boolean[sets.size()];
        boolean any = false;
        Set<Map.Entry<String, String>> wanted = query.labels().entrySet();
        for (int i = 0; i < good.length; i++) {
            Map<String, String> labels = sets.get(i);
            good[i] = labels.entrySet().containsAll(wanted) && labels.keySet().containsAll(query.keys());
            any |= good[i];
        }
        return any ? good : null;
    }

    private boolean fits(EventReader event) {
        if (kinds != 0 && (kinds & (1 << event.kind().code())) == 0) {
            return false;
        }
        if (query.engine() != null && query.engine() != event.engine()) {
            return false;
        }
        if (tasks.isEmpty()) {
            return true;
        }
        Long next = event.first() < 0 ? null : tasks.ceiling(event.first());
        return next != null && next <= event.last();
    }
}
