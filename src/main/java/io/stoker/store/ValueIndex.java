package io.stoker.store;

import io.stoker.task.StoredValue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What is known of each value: how much of it is there, who refers to it, and when it was used last. Thread-safe. */
final class ValueIndex {
    private final long most;
    private final InstantSource clock;
    private final Map<UUID, Entry> entries = new HashMap<>();
    private long bytes;

    /** One value. Its length is changed by the thread that writes it, and by nobody else. */
    static final class Entry {
        private final long reserved;
        private volatile long length;
        private volatile boolean whole;
        private int references;
        private long usedAt;

        private Entry(long reserved, long usedAt) {
            this.reserved = reserved;
            this.usedAt = usedAt;
        }

        long length() {
            return length;
        }

        void reaches(long end) {
            length = end;
        }

        void complete() {
            whole = true;
        }
    }

    ValueIndex(long most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    /** Takes in what an earlier process has left. */
    synchronized void found(ValueFolder.Found file) {
        Entry entry = new Entry(file.length(), clock.millis());
        entry.length = file.length();
        entry.whole = file.whole();
        entries.put(file.id(), entry);
        bytes += entry.reserved;
    }

    /**
     * How many of the value's first bytes are there; it counts as used now.
     *
     * @throws ValueRefusedException if nothing is, and the store has no room for it
     */
    synchronized long length(StoredValue value) {
        Entry known = entries.get(value.id());
        if (known == null) {
            requireRoom(value);
            return 0;
        }
        known.usedAt = clock.millis();
        return known.length;
    }

    private void requireRoom(StoredValue value) {
        if (value.size() > most - bytes) {
            throw new ValueRefusedException("the store is full: it holds " + bytes + " of " + most
                    + " bytes (stoker.max-stored-values), and the value takes " + value.size());
        }
    }

    /**
     * The value's entry, with room for all of it.
     *
     * @throws ValueRefusedException if it is new and the store has no room for it
     */
    synchronized Entry take(StoredValue value) {
        Entry known = entries.get(value.id());
        if (known != null) {
            known.usedAt = clock.millis();
            return known;
        }
        requireRoom(value);
        Entry fresh = new Entry(value.size(), clock.millis());
        entries.put(value.id(), fresh);
        bytes += fresh.reserved;
        return fresh;
    }

    synchronized void remove(UUID id) {
        Entry removed = entries.remove(id);
        bytes -= removed == null ? 0 : removed.reserved;
    }

    /** Forgets a value if it is not whole; says whether it did. */
    synchronized boolean removePart(UUID id) {
        Entry entry = entries.get(id);
        boolean part = entry != null && !entry.whole;
        if (part) {
            remove(id);
        }
        return part;
    }

    /** Whether the value is whole; if so, it counts as used now. */
    synchronized boolean use(UUID id) {
        Entry entry = entries.get(id);
        if (entry == null || !entry.whole) {
            return false;
        }
        entry.usedAt = clock.millis();
        return true;
    }

    synchronized Set<UUID> missing(Collection<StoredValue> values) {
        Set<UUID> missing = new HashSet<>();
        for (StoredValue value : values) {
            if (!use(value.id())) {
                missing.add(value.id());
            }
        }
        return missing;
    }

    synchronized void refer(UUID id, int more) {
        Entry entry = entries.get(id);
        if (entry != null) {
            entry.references += more;
            entry.usedAt = clock.millis();
        }
    }

    /** Forgets what nothing refers to and nobody has used for so long. */
    synchronized List<UUID> sweep(Duration unusedFor) {
        long before = clock.millis() - unusedFor.toMillis();
        List<UUID> gone = new ArrayList<>();
        entries.forEach((id, entry) -> {
            if (entry.references <= 0 && entry.usedAt <= before) {
                gone.add(id);
            }
        });
        gone.forEach(this::remove);
        return gone;
    }
}
