package io.stoker.ledger;

import io.stoker.task.TaskState;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How the finished tasks ended, in a byte for each, and which of them were removed. Everything else about them is the
 * store's.
 */
final class Finished {
    private static final int CHUNK = IdSet.CHUNK;

    private final TreeMap<Long, Chunk> chunks = new TreeMap<>();
    private final Removals removals = new Removals();

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

    /** What of these ids is finished. */
    IdSet within(long from, long to) {
        IdSet there = new IdSet();
        if (from <= to) {
            chunks.subMap(from / CHUNK, true, to / CHUNK, true).forEach((index, chunk) -> {
                int first = (int) Math.max(0, from - index * CHUNK);
                int last = (int) Math.min(CHUNK - 1, to - index * CHUNK);
                BitSet bits = new BitSet(CHUNK);
                for (int i = first; i <= last; i++) {
                    if (chunk.states[i] != TaskState.NO_CODE) {
                        bits.set(i);
                    }
                }
                there.put(index, bits);
            });
        }
        return there;
    }

    /** Which of these are finished. */
    IdSet among(IdSet tasks) {
        IdSet there = new IdSet();
        tasks.chunks().forEach((index, bits) -> {
            Chunk chunk = chunks.get(index);
            if (chunk != null) {
                BitSet finished = (BitSet) bits.clone();
                bits.stream().filter(i -> chunk.states[i] == TaskState.NO_CODE).forEach(finished::clear);
                there.put(index, finished);
            }
        });
        return there;
    }

    /**
     * Forgets how these ended.
     *
     * @return how many of them had ended so
     */
    Map<TaskState, Integer> remove(IdSet tasks) {
        int[] byCode = new int[Byte.MAX_VALUE];
        tasks.chunks().forEach((index, bits) -> {
            Chunk chunk = chunks.get(index);
            if (chunk == null) {
                throw new IllegalStateException("there are no finished tasks from " + index * CHUNK + " on");
            }
            for (int i = bits.nextSetBit(0); i >= 0; i = bits.nextSetBit(i + 1)) {
                byCode[chunk.states[i]]++;
                chunk.states[i] = TaskState.NO_CODE;
            }
            chunk.filled -= bits.cardinality();
            if (chunk.filled == 0) {
                chunks.remove(index);
            }
        });
        Map<TaskState, Integer> counts = new EnumMap<>(TaskState.class);
        for (byte code = 0; code < byCode.length; code++) {
            if (byCode[code] > 0) {
                counts.put(Objects.requireNonNull(TaskState.ofCode(code)), byCode[code]);
            }
        }
        return counts;
    }

    Removals removals() {
        return removals;
    }

    /** Why there is no task with this id, in words. */
    String absence(long task) {
        Removal row = removals.of(task);
        return row == null
                ? "there is no task with the id " + task
                : "task " + task + " was finished and then removed " + row.words();
    }
}
