package io.stoker.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the events of a body one after the other. What an {@link EventWriter} does not write is malformed. */
final class EventReader {
    private final EventBody body;
    private final Unpacker unpacker;
    private final List<Map<String, String>> sets;
    private final long base;

    /** Of the event at which it stands. */
    private int index;

    private int position;
    private int head;
    private EventKind kind = EventKind.ACCEPTED;
    private int set;
    private int fields;
    private long first;
    private long last;
    private long count;
    private int attempt;
    private int engine;
    private int state;
    private int instanceAt;
    private int reasonAt;

    EventReader(EventBody body) {
        this.body = body;
        this.unpacker = new Unpacker(body.bytes());
        unpacker.requireVersion(EventWriter.VERSION);
        int n = unpacker.count();
        sets = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            sets.add(labels(unpacker));
        }
        base = unpacker.number();
    }

    private static Map<String, String> labels(Unpacker from) {
        Map<String, String> labels = new TreeMap<>();
        int n = from.count();
        for (int i = 0; i < n; i++) {
            labels.put(from.text(), from.text());
        }
        return Collections.unmodifiableMap(labels);
    }

    /** All sets of labels that events of the body have. */
    List<Map<String, String>> sets() {
        return sets;
    }

    /** Goes to the next event; false if there is none. */
    boolean next() {
        if (unpacker.left() == 0) {
            return false;
        }
        position = unpacker.position();
        head = unpacker.octet();
        EventKind known = EventKind.ofCode(head & EventWriter.KIND);
        if (known == null) {
            throw new MalformedException("there is no kind of event " + (head & EventWriter.KIND));
        }
        kind = known;
        index += 1 + ((head & EventWriter.HAS_GAP) == 0 ? 0 : unpacker.integer());
        set = (head & EventWriter.HAS_LABELS) == 0 ? 0 : unpacker.integer();
        if (set < 0 || set > sets.size()) {
            throw new MalformedException("there are no labels " + set + " among " + sets.size());
        }
        fields = unpacker.position();
        readFields();
        return true;
    }

    /** One event after the other. */
    @FunctionalInterface
    interface Next {
        /** Where the next event can be read, until another one is asked for; null if there is none. */
        @Nullable
        EventReader event();
    }

    /** This, at the next event; null if there is none. */
    @Nullable
    EventReader nextOne() {
        return next() ? this : null;
    }

    /** Goes to an event that was read before. */
    void read(int atPosition, int withIndex) {
        unpacker.goTo(atPosition);
        next();
        index = withIndex;
    }

    /** Of the event's first byte. */
    int position() {
        return position;
    }

    private void readFields() {
        attempt = 0;
        engine = -1;
        if (kind.form() == EventKind.Form.ENGINE) {
            first = -1;
            last = -1;
            count = 0;
            engine = unpacker.integer();
            instanceAt = skipText();
        } else {
            first = base + unpacker.number();
            last = first;
            count = 1;
        }
        if (kind.form() == EventKind.Form.RANGE) {
            last = first + unpacker.number();
            count = unpacker.number();
        } else if (kind.form() == EventKind.Form.ATTEMPT || kind.form() == EventKind.Form.END) {
            attempt = unpacker.integer();
            engine = unpacker.integer();
        }
        state = kind.form() == EventKind.Form.END ? unpacker.octet() : TaskState.NO_CODE;
        reasonAt = (head & EventWriter.HAS_REASON) == 0 ? -1 : skipText();
    }

    /** @return where it begins */
    private int skipText() {
        int at = unpacker.position();
        unpacker.skip(unpacker.count());
        return at;
    }

    int index() {
        return index;
    }

    int head() {
        return head;
    }

    EventKind kind() {
        return kind;
    }

    /** Which of the {@link #sets} it has, from 1 on; 0 if it has no labels. */
    int set() {
        return set;
    }

    Map<String, String> labels() {
        return set == 0 ? Map.of() : sets.get(set - 1);
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    int engine() {
        return engine;
    }

    /** From which task on tasks are counted. */
    long base() {
        return base;
    }

    /** Writes what the event has behind its labels. */
    void copyFields(Packer to) {
        to.bytes(body.bytes(), fields, unpacker.position() - fields);
    }

    StokerEvent event() {
        Map<String, String> labels = labels();
        return new StokerEvent(
                new EventId(body.commit(), index),
                body.at(),
                kind,
                first,
                last,
                count,
                attempt,
                engine,
                kind.form() == EventKind.Form.ENGINE ? textAt(instanceAt) : null,
                TaskState.ofCode((byte) state),
                textAt(reasonAt),
                labels.get(Labels.NAME),
                Labels.withoutName(labels));
    }

    private @Nullable String textAt(int at) {
        return at < 0 ? null : new Unpacker(body.bytes(), at, body.bytes().length).text();
    }
}
