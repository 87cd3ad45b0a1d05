package io.stoker.ledger;

import java.util.BitSet;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * A set of the ids of tasks, a bit for each id near others. What is done to a million of them takes milliseconds, and
 * so do runs with and without gaps. Ids are not negative. Not thread-safe.
 */
public final class IdSet {
    /** How many ids share a chunk: those from a multiple of it on. */
    public static final int CHUNK = 4096;

    private final TreeMap<Long, BitSet> chunks = new TreeMap<>();

    /** What is done with a run of ids. */
    public interface Run {
        void take(long from, long to);
    }

    /** All ids from one to another, both included. */
    public static IdSet of(long from, long to) {
        IdSet set = new IdSet();
        set.set(from, to, true);
        return set;
    }

    /**
     * These ids of one chunk.
     *
     * @param chunk the first id of the chunk, divided by its length
     * @param bits which of them; not to be changed any more
     */
    public static IdSet of(long chunk, BitSet bits) {
        IdSet set = new IdSet();
        set.put(chunk, bits);
        return set;
    }

    public boolean contains(long id) {
        BitSet chunk = id < 0 ? null : chunks.get(id / CHUNK);
        return chunk != null && chunk.get((int) (id % CHUNK));
    }

    /** Puts an id in, or takes it out. */
    public void set(long id, boolean in) {
        set(id, id, in);
    }

    /** Puts all ids from one to another in, or takes them out. */
    public void set(long from, long to, boolean in) {
        for (long first = from; first <= to; first = (first / CHUNK + 1) * CHUNK) {
            long index = first / CHUNK;
            BitSet chunk = in ? chunks.computeIfAbsent(index, i -> new BitSet()) : chunks.get(index);
            if (chunk != null) {
                chunk.set((int) (first % CHUNK), (int) (Math.min(to, index * CHUNK + CHUNK - 1) % CHUNK) + 1, in);
                put(index, chunk);
            }
        }
    }

    /** Puts those of the other set in, or takes them out. */
    public void set(IdSet others, boolean in) {
        others.chunks.forEach((index, theirs) -> {
            BitSet chunk = in ? chunks.computeIfAbsent(index, i -> new BitSet()) : chunks.get(index);
            if (chunk != null && in) {
                chunk.or(theirs);
            } else if (chunk != null) {
                chunk.andNot(theirs);
                put(index, chunk);
            }
        });
    }

    /** Keeps what is in the other set as well. */
    void retain(IdSet others) {
        for (Iterator<Map.Entry<Long, BitSet>> entries = chunks.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<Long, BitSet> entry = entries.next();
            entry.getValue().and(others.chunk(entry.getKey()));
            if (entry.getValue().isEmpty()) {
                entries.remove();
            }
        }
    }

    private BitSet chunk(long index) {
        return chunks.getOrDefault(index, new BitSet());
    }

    /** Sets a chunk, which is not copied. */
    void put(long index, BitSet chunk) {
        if (chunk.isEmpty()) {
            chunks.remove(index);
        } else {
            chunks.put(index, chunk);
        }
    }

    /** The chunks in which there is an id, by their first ids divided by their length; not to be changed. */
    public Map<Long, BitSet> chunks() {
        return chunks;
    }

    public boolean isEmpty() {
        return chunks.isEmpty();
    }

    /** How many ids these are. */
    public long count() {
        return chunks.values().stream().mapToLong(BitSet::cardinality).sum();
    }

    /** The first of them, that many or up to {@link #CHUNK} more. */
    public IdSet first(long many) {
        IdSet first = new IdSet();
        long n = 0;
        for (Map.Entry<Long, BitSet> entry : chunks.entrySet()) {
            if (n >= many) {
                break;
            }
            first.put(entry.getKey(), (BitSet) entry.getValue().clone());
            n += entry.getValue().cardinality();
        }
        return first;
    }

    /** The ids, ascending. */
    public LongStream ids() {
        return chunks.entrySet().stream()
                .flatMapToLong(entry -> entry.getValue().stream().mapToLong(bit -> entry.getKey() * CHUNK + bit));
    }

    /** The ids as runs without gaps, ascending. */
    public void forEachRun(Run run) {
        long from = 0;
        long to = -1;
        for (Map.Entry<Long, BitSet> entry : chunks.entrySet()) {
            BitSet bits = entry.getValue();
            for (int bit = bits.nextSetBit(0); bit >= 0; ) {
                int end = bits.nextClearBit(bit);
                long first = entry.getKey() * CHUNK + bit;
                if (first != to + 1 || to < from) {
                    if (to >= from) {
                        run.take(from, to);
                    }
                    from = first;
                }
                to = entry.getKey() * CHUNK + end - 1;
                bit = bits.nextSetBit(end);
            }
        }
        if (to >= from) {
            run.take(from, to);
        }
    }

    /** What is missing between these two ids, both included, as runs, ascending. */
    void forEachGap(long from, long to, Run gap) {
        long[] next = {from};
        forEachRun((first, last) -> {
            if (last >= from && first <= to) {
                if (next[0] < first) {
                    gap.take(next[0], first - 1);
                }
                next[0] = last + 1;
            }
        });
        if (next[0] <= to) {
            gap.take(next[0], to);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdSet set && chunks.equals(set.chunks);
    }

    @Override
    public int hashCode() {
        return chunks.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        forEachRun(
                (from, to) -> text.append(text.isEmpty() ? "" : ", ").append(from == to ? from + "" : from + "-" + to));
        return "[" + text + "]";
    }
}
