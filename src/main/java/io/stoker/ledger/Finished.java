package io.stoker.ledger;

import io.stoker.task.TaskState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /** The finished tasks between these ids, both included, as runs without gaps. */
    List<Removal> between(long from, long to, long at, String reason) {
        List<Removal> runs = new ArrayList<>();
        if (to < from) {
            return runs;
        }
        chunks.subMap(from / CHUNK, true, to / CHUNK, true).forEach((index, chunk) -> {
            long start = index * CHUNK;
            for (long task = Math.max(from, start); task <= Math.min(to, start + CHUNK - 1); task++) {
                if (chunk.states[(int) (task - start)] != TaskState.NO_CODE) {
                    lengthen(runs, new Removal(task, task, at, reason));
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
        removed(removal);
    }

    /** Neighbours that went for the same reason at the same time are one. */
    void removed(Removal removal) {
        Map.Entry<Long, Removal> before = removals.lowerEntry(removal.from());
        boolean joins = before != null
                && before.getValue().to() == removal.from() - 1
                && before.getValue().at() == removal.at()
                && before.getValue().reason().equals(removal.reason());
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
        Instant at = Instant.ofEpochMilli(entry.getValue().at()).truncatedTo(ChronoUnit.SECONDS);
        return "task " + task + " was finished, and removed at " + at + " by "
                + entry.getValue().reason();
    }
}
