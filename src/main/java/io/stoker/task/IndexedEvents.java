package io.stoker.task;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events of a commit for many who look for some labels: which labels there are, and where the events with these
 * stand, is found out once, when the first one asks. Not thread-safe.
 */
public final class IndexedEvents {
    private static final int FIRST_CAPACITY = 64;
    private static final int BITS = Integer.SIZE;

    private final EventBody body;
    private @Nullable EventReader reader;
    /** The places of the events by the number of their labels; a place is an event's index and its position. */
    private long @Nullable [][] places;

    /** Those of this commit; nothing is read yet. */
    public IndexedEvents(EventBody body) {
        this.body = body;
    }

    /** The events as they were written. */
    public EventBody body() {
        return body;
    }

    /** Reads single events; there is one for all who look. */
    private EventReader reader() {
        EventReader known = reader;
        if (known == null) {
            known = new EventReader(body);
            reader = known;
        }
        return known;
    }

    /** All sets of labels that these events have. */
    List<Map<String, String>> sets() {
        return reader().sets();
    }

    /** Reads all events, from the first one on. */
    EventReader.Next all() {
        return new EventReader(body)::nextOne;
    }

    /**
     * Reads the events that have some of the {@link #sets()}, in order.
     *
     * @param good by the number of the set from 0 on, whether it is one of them
     */
    EventReader.Next withSets(boolean[] good) {
        long[][] known = places();
        long[] wanted = new long[0];
        int sets = 0;
        for (int i = 0; i < good.length; i++) {
            if (good[i]) {
                long[] more = known[i + 1];
                if (sets++ == 0) {
                    wanted = more;
                } else {
                    wanted = Arrays.copyOf(wanted, wanted.length + more.length);
                    System.arraycopy(more, 0, wanted, wanted.length - more.length, more.length);
                }
            }
        }
        if (sets > 1) {
            Arrays.sort(wanted);
        }
        long[] inOrder = wanted;
        EventReader at = reader();
        int[] next = {0};
        return () -> {
            if (next[0] == inOrder.length) {
                return null;
            }
            long place = inOrder[next[0]++];
            at.read((int) place, (int) (place >>> BITS));
            return at;
        };
    }

    private long[][] places() {
        long[][] known = places;
        if (known == null) {
            known = find();
            places = known;
        }
        return known;
    }

    private long[][] find() {
        EventReader events = new EventReader(body);
        long[] all = new long[FIRST_CAPACITY];
        int[] setOf = new int[FIRST_CAPACITY];
        int[] counts = new int[events.sets().size() + 1];
        int count = 0;
        while (events.next()) {
            if (count == all.length) {
                all = Arrays.copyOf(all, 2 * count);
                setOf = Arrays.copyOf(setOf, 2 * count);
            }
            all[count] = (long) events.index() << BITS | events.position();
            setOf[count++] = events.set();
            counts[events.set()]++;
        }
        long[][] found = new long[counts.length][];
        for (int i = 0; i < counts.length; i++) {
            found[i] = new long[counts[i]];
        }
        for (int i = count - 1; i >= 0; i--) {
            found[setOf[i]][--counts[setOf[i]]] = all[i];
        }
        return found;
    }
}
