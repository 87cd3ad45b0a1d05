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
    /** Each takes some 200 bytes of memory, however few it has itself. */
    private static final int MOST_UNUSED = 1_000_000;

    private final long most;
    private final int mostUnused;
    private final InstantSource clock;
    private final Map<UUID, Entry> entries = new HashMap<>();
    private long bytes;
    /** How many nothing refers to. */
    private int unused;

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

        private boolean isUnused() {
            return references <= 0;
        }
    }

    /** @param most how many bytes all values may have together */
    ValueIndex(long most, InstantSource clock) {
        this(most, MOST_UNUSED, clock);
    }

    /**
     * As the other one.
     *
     * @param mostUnused how many there may be that nothing refers to
     */
    ValueIndex(long most, int mostUnused, InstantSource clock) {
        this.most = most;
        this.mostUnused = mostUnused;
        this.clock = clock;
    }

    /** Takes in what an earlier process has left. */
    synchronized void found(ValueFolder.Found file) {
        Entry entry = new Entry(file.length(), clock.millis());
        entry.length = file.length();
        entry.whole = file.whole();
        add(file.id(), entry);
    }

    private void add(UUID id, Entry entry) {
        entries.put(id, entry);
        bytes += entry.reserved;
        unused++;
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
            throw ValueRefusedException.noRoom(bytes, most, value.size());
        }
        if (unused >= mostUnused) {
            throw new ValueRefusedException("the store is full: it holds " + unused
                    + " values that no task and no result refers to, which is the limit; they go when nobody has used"
                    + " them for a while (stoker.keep-unused-values)");
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
        add(value.id(), fresh);
        return fresh;
    }

    synchronized void remove(UUID id) {
        Entry removed = entries.remove(id);
        if (removed != null) {
            bytes -= removed.reserved;
            unused -= removed.isUnused() ? 1 : 0;
        }
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
            unused -= entry.isUnused() ? 1 : 0;
            entry.references += more;
            unused += entry.isUnused() ? 1 : 0;
            entry.usedAt = clock.millis();
        }
    }

    /** Forgets what nothing refers to and nobody has used for so long. */
    synchronized List<UUID> sweep(Duration unusedFor) {
        long before = clock.millis() - unusedFor.toMillis();
        List<UUID> gone = new ArrayList<>();
        entries.forEach((id, entry) -> {
            if (entry.isUnused() && entry.usedAt <= before) {
                gone.add(id);
            }
        });
        gone.forEach(this::remove);
        return gone;
    }
}
