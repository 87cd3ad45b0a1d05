package io.stoker.task;

import java.util.ArrayList;
import java.util.List;

/**
 * The events of one commit, or some of them, as the ledger keeps them and as they travel: some ten bytes for each.
 *
 * @param commit the number of the commit
 * @param at when that was, in epoch milliseconds
 * @param bytes as an {@link EventWriter} has written them; not to be changed
 */
public record EventBody(long commit, long at, byte[] bytes) {
    private static final int OVERHEAD = 32;

    /** About how many bytes this takes on the wire. */
    public int size() {
        return OVERHEAD + bytes.length;
    }

    /**
     * The events, in order.
     *
     * @throws MalformedException if the bytes are none that an {@link EventWriter} writes
     */
    public List<StokerEvent> events() {
        List<StokerEvent> events = new ArrayList<>();
        EventReader reader = new EventReader(this);
        while (reader.next()) {
            events.add(reader.event());
        }
        return events;
    }
}
