package io.stoker.ledger;

import java.util.BitSet;
import java.util.TreeMap;

/** The ids of the pinned tasks, a bit for each id near them. */
final class Pins {
    private static final int CHUNK = 4096;

    private final TreeMap<Long, BitSet> chunks = new TreeMap<>();

    void set(long id, boolean pinned) {
        BitSet chunk = pinned ? chunks.computeIfAbsent(id / CHUNK, index -> new BitSet()) : chunks.get(id / CHUNK);
        if (chunk != null) {
            chunk.set((int) (id % CHUNK), pinned);
            if (chunk.isEmpty()) {
                chunks.remove(id / CHUNK);
            }
        }
    }

    boolean contains(long id) {
        BitSet chunk = id < 0 ? null : chunks.get(id / CHUNK);
        return chunk != null && chunk.get((int) (id % CHUNK));
    }
}
