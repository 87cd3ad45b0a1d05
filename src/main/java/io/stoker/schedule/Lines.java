package io.stoker.schedule;

import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The lines of a fleet that are not empty, by their first task. Everything costs O(log n). */
final class Lines implements Iterable<Line> {
    private final Comparator<Place> order;
    private final TreeSet<Line> lines;

    Lines(Comparator<Place> order) {
        this.order = order;
        lines = new TreeSet<>((one, other) -> order.compare(one.head(), other.head()));
    }

    /** Puts a task into its line, which is one of these, or becomes one by it. */
    void add(Place place) {
        Line line = place.line();
        boolean moves = line.isEmpty() || order.compare(place, line.head()) < 0;
        if (moves && !line.isEmpty()) {
            lines.remove(line);
        }
        line.add(place);
        if (moves) {
            lines.add(line);
        }
    }

    /** Takes a task out of its line. */
    void remove(Place place) {
        Line line = place.line();
        if (lines.size() == 1 || !line.isHead(place)) {
            // A line alone need not be sorted anew. This is the way of nearly every task.
            line.remove(place);
            if (line.isEmpty()) {
                lines.clear();
            }
            return;
        }
        leave(line);
        line.remove(place);
        enter(line);
    }

    /** Adds a line as it is. */
    void enter(Line line) {
        if (!line.isEmpty()) {
            lines.add(line);
        }
    }

    /** Takes out a line as it is. */
    void leave(Line line) {
        if (!line.isEmpty()) {
            lines.remove(line);
        }
    }

    @Nullable
    Line first() {
        return lines.isEmpty() ? null : lines.first();
    }

    @Override
    public Iterator<Line> iterator() {
        return lines.isEmpty() ? Collections.emptyIterator() : lines.iterator();
    }
}
