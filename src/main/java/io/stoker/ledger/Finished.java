package io.stoker.ledger;

import io.stoker.task.TaskState;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * How the finished tasks ended, in a byte for each, and which of them were removed. Everything else about them is the
 * store's.
 */
final class Finished {
    private static final int CHUNK = 4096;

    private final TreeMap<Long, Chunk> chunks = new TreeMap<>();
    private final TreeMap<Long, Removal> removals = new TreeMap<>();

    private static final class Chunk {
        final byte[] states = new byte[CHUNK];
        int filled;

        Chunk() {
            Arrays.fill(states, TaskState.NO_CODE);
        }
    }

    void add(long task, TaskState state) {
        add(task, state.code());
    }

    void add(FinishedRun run) {
        for (int i = 0; i < run.states().length; i++) {
            if (run.states()[i] != TaskState.NO_CODE) {
                add(run.first() + i, run.states()[i]);
            }
        }
    }

    private void add(long task, byte code) {
        Chunk chunk = chunks.computeIfAbsent(task / CHUNK, index -> new Chunk());
        chunk.states[(int) (task % CHUNK)] = code;
        chunk.filled++;
    }

    /** The code of the state it ended in; NO_CODE if it has not ended, or was removed. */
    byte find(long task) {
        Chunk chunk = task < 0 ? null : chunks.get(task / CHUNK);
        return chunk == null ? TaskState.NO_CODE : chunk.states[(int) (task % CHUNK)];
    }

    /** What of this is finished and wanted, as runs without gaps. */
    List<Removal> within(Removal all, LongPredicate wanted) {
        List<Removal> runs = new ArrayList<>();
        if (all.to() < all.from()) {
            return runs;
        }
        chunks.subMap(all.from() / CHUNK, true, all.to() / CHUNK, true).forEach((index, chunk) -> {
            long start = index * CHUNK;
            for (long task = Math.max(all.from(), start); task <= Math.min(all.to(), start + CHUNK - 1); task++) {
                if (chunk.states[(int) (task - start)] != TaskState.NO_CODE && wanted.test(task)) {
                    lengthen(runs, new Removal(task, task, all.at(), all.reason()));
                }
            }
        });
        return runs;
    }

    private static void lengthen(List<Removal> runs, Removal next) {
        int last = runs.size() - 1;
        if (last >= 0 && runs.get(last).to() == next.from() - 1) {
            runs.set(last, new Removal(runs.get(last).from(), next.to(), next.at(), next.reason()));
        } else {
            runs.add(next);
        }
    }

    void remove(Removal removal) {
        forget(removal);
        removed(removal);
    }

    private void forget(Removal removal) {
        for (long task = removal.from(); task <= removal.to(); task++) {
            Chunk chunk = chunks.get(task / CHUNK);
            if (chunk == null) {
                throw new IllegalStateException("task " + task + " is not finished");
            }
            chunk.states[(int) (task % CHUNK)] = TaskState.NO_CODE;
            if (--chunk.filled == 0) {
                chunks.remove(task / CHUNK);
            }
        }
    }

    /** The run together with its neighbours that went for the same reason at the same time. */
    Removal withNeighbours(Removal run) {
        Map.Entry<Long, Removal> before = removals.lowerEntry(run.from());
        Removal after = removals.get(run.to() + 1);
        long from = before != null && before.getValue().joins(run) ? before.getKey() : run.from();
        long to = after != null && run.joins(after) ? after.to() : run.to();
        return new Removal(from, to, run.at(), run.reason());
    }

    /** Removes a run, of which a row is remembered that takes the place of those within it. */
    void remove(Removal run, Removal row) {
        forget(run);
        removals.subMap(row.from(), true, row.to(), true).clear();
        removals.put(row.from(), row);
    }

    /** Neighbours that went for the same reason at the same time are one. */
    void removed(Removal removal) {
        Map.Entry<Long, Removal> before = removals.lowerEntry(removal.from());
        boolean joins = before != null && before.getValue().joins(removal);
        long from = joins ? before.getValue().from() : removal.from();
        removals.put(from, new Removal(from, removal.to(), removal.at(), removal.reason()));
    }

    /** When and why it was removed, in words; null if it was not. */
    @Nullable
    String removalOf(long task) {
        Map.Entry<Long, Removal> entry = removals.floorEntry(task);
        if (entry == null || entry.getValue().to() < task) {
            return null;
        }
        return "task " + task + " was finished, and removed "
                + when(Instant.ofEpochMilli(entry.getValue().at())) + " by "
                + entry.getValue().reason();
    }

    private static String when(Instant at) {
        Instant day = at.truncatedTo(ChronoUnit.DAYS);
        return at.equals(day)
                ? "on " + day.atOffset(ZoneOffset.UTC).toLocalDate()
                : "at " + at.truncatedTo(ChronoUnit.SECONDS);
    }
}
