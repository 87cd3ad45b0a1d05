package io.stoker.store;

import io.stoker.task.EventBody;
import io.stoker.task.EventId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The events of the latest commits, in memory. One thread adds to it, and waits for nobody; others read at the same
 * time.
 */
final class EventRing {
    private final long most;
    private final ConcurrentSkipListMap<Long, EventBody> commits = new ConcurrentSkipListMap<>();
    /** The events of this commit and all after it are here; set before those before it go. */
    private volatile long from = Long.MAX_VALUE;

    private volatile long through = -1;
    private long bytes;

    /** @param most about so many bytes */
    EventRing(long most) {
        this.most = most;
    }

    /**
     * The ledger was opened. What is here stays if nobody else has committed anything since.
     *
     * @param batch the number of its last commit
     */
    void begin(long batch) {
        if (through == batch) {
            return;
        }
        from = batch + 1;
        commits.clear();
        bytes = 0;
        through = batch;
    }

    /** A commit is durable; null if it has no events. */
    void add(long batch, @Nullable EventBody events) {
        if (events != null) {
            commits.put(batch, events);
            bytes += events.size();
            while (bytes > most && commits.size() > 1) {
                from = commits.firstKey() + 1;
                bytes -= commits.pollFirstEntry().getValue().size();
            }
        }
        through = batch;
    }

    /** The number of the last commit; negative if the ledger was not opened yet. */
    long through() {
        return through;
    }

    /** Behind this place are all events that are here. */
    EventId oldest() {
        return new EventId(from, 0);
    }

    /** Whether all events behind this place are here; to be asked after they were {@linkplain #behind taken}. */
    boolean has(EventId place) {
        return place.commit() >= from;
    }

    /**
     * The commits with events behind a place, as far as they are here.
     *
     * @param last up to this one
     * @param most no more when they have this many bytes
     */
    List<EventBody> behind(EventId place, long last, long most) {
        List<EventBody> found = new ArrayList<>();
        long left = most;
        for (EventBody body : commits.tailMap(place.commit(), true).values()) {
            if (body.commit() > last || left <= 0) {
                break;
            }
            found.add(body);
            left -= body.size();
        }
        return found;
    }
}
