package io.stoker.node.metrics;

import io.micrometer.core.instrument.Counter;
import java.util.Map;

/** A counter for each kind of what is counted. */
record Counters<E extends Enum<E>>(Map<E, Counter> byKind) {
    /** So many more of this kind; nothing if it is one that is never counted. */
    void add(E kind, int more) {
        Counter counter = byKind.get(kind);
        if (counter != null) {
            counter.increment(more);
        }
    }
}
