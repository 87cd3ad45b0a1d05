package io.stoker.trust;

import io.stoker.trust.AuditLog.Who;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers the events of one second into lines. Events that differ in nothing but ids become one line, with the ids of
 * all. There are bounds: of lines a second, and of refusals a minute for those who have shown neither a certificate nor
 * a token, so that nobody without one can have a log rotate away what others did. What is beyond is counted. Not
 * thread-safe; time is a parameter.
 */
final class AuditSecond {
    static final int MOST_LINES = 1_000;
    static final int MOST_REFUSALS = 60;

    private record Key(Who who, String what, Map<String, String> about) {}

    /** What is known of events with one key. */
    private static final class Gathered {
        private final Instant first;
        private final IdRanges ids = new IdRanges();
        private long count;
        private long times;

        private Gathered(Instant first) {
            this.first = first;
        }
    }

    private final Map<Key, Gathered> events = new LinkedHashMap<>();
    private Instant second = Instant.MIN;
    private Instant minute = Instant.MIN;
    private int ofUnknowns;
    private long omitted;

    /**
     * Takes an event.
     *
     * @return the lines of the second before, where it is over with this event
     */
    List<String> add(Instant at, AuditEvent event) {
        Instant ofEvent = at.truncatedTo(ChronoUnit.SECONDS);
        List<String> lines = ofEvent.equals(second) ? List.of() : flush(at);
        second = ofEvent;
        Key key = new Key(event.who(), event.what(), event.about());
        Gathered gathered = events.get(key);
        if (gathered == null) {
            if (!hasRoomFor(event, at)) {
                omitted++;
                return lines;
            }
            gathered = new Gathered(at);
            events.put(key, gathered);
        }
        gathered.times++;
        gathered.count += event.count();
        long[] ranges = event.ranges();
        for (int i = 0; i < ranges.length; i += 2) {
            gathered.ids.add(ranges[i], ranges[i + 1]);
        }
        return lines;
    }

    private boolean hasRoomFor(AuditEvent event, Instant at) {
        if (events.size() >= MOST_LINES) {
            return false;
        }
        if (!(event.who() instanceof Who.Unknown) || !event.what().equals(AuditEvent.REFUSED)) {
            return true;
        }
        Instant ofEvent = at.truncatedTo(ChronoUnit.MINUTES);
        if (!ofEvent.equals(minute)) {
            minute = ofEvent;
            ofUnknowns = 0;
        }
        return ++ofUnknowns <= MOST_REFUSALS;
    }

    /** These events were lost on the way; the next lines say how many. */
    void omit(long count) {
        omitted += count;
    }

    /** Whether a second's events are gathered and it is over. */
    boolean isDue(Instant now) {
        return hasLines() && !now.truncatedTo(ChronoUnit.SECONDS).equals(second);
    }

    boolean hasLines() {
        return !events.isEmpty() || omitted > 0;
    }

    /** The lines of what was gathered, without ends of lines, and forgets it. */
    List<String> flush(Instant now) {
        List<String> lines = new ArrayList<>();
        events.forEach((key, gathered) -> lines.add(line(key, gathered)));
        if (omitted > 0) {
            lines.add(new AuditLine(now, "omitted").count(omitted).toString());
        }
        events.clear();
        omitted = 0;
        return lines;
    }

    private static String line(Key key, Gathered gathered) {
        AuditLine line = new AuditLine(gathered.first, key.what).who(key.who).about(key.about);
        return (gathered.ids.isEmpty() ? line.times(gathered.times) : line.ids(gathered.ids, gathered.count))
                .toString();
    }
}
