package io.stoker.client;

import io.stoker.task.InlineLimit;
import io.stoker.task.Payload;
import io.stoker.task.StoredValue;
import io.stoker.task.Subject;
import io.stoker.task.TaskSpec;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A task as it is to be sent.
 *
 * @param spec what travels
 * @param values what has to be in the store before that
 */
record OutboundTask(TaskSpec spec, Map<StoredValue, byte[]> values) {
    /** Of the objects around a task, and of the future of its id. */
    private static final long OVERHEAD = 1024;

    /**
     * Takes out of the task what is too large to travel with it.
     *
     * @param known what the tasks before it have had taken out: the same bytes are stored once
     * @throws io.stoker.task.ValueTooLargeException if it is too large all the same, or a value is too large anyway
     */
    static OutboundTask of(TaskSpec spec, InlineLimit limit, IdentityHashMap<byte[], StoredValue> known) {
        long bytes = spec.payloadBytes();
        if (bytes <= Math.min(limit.together(), limit.each())) {
            return new OutboundTask(spec, Map.of());
        }
        List<byte[]> all = new ArrayList<>();
        collect(spec, limit, all);
        Set<byte[]> excess = limit.excess(all, bytes, "the task's source, values and names");
        if (excess.isEmpty()) {
            return new OutboundTask(spec, Map.of());
        }
        Map<StoredValue, byte[]> fresh = new LinkedHashMap<>();
        for (byte[] value : excess) {
            known.computeIfAbsent(value, bytesOf -> {
                StoredValue stored = StoredValue.of(bytesOf);
                fresh.put(stored, bytesOf);
                return stored;
            });
        }
        return new OutboundTask(replace(spec, excess, known), fresh);
    }

    /** About how much memory it takes until it is accepted. */
    long bytes() {
        return OVERHEAD
                + spec.size()
                + values.values().stream().mapToLong(value -> value.length).sum();
    }

    private static void collect(TaskSpec spec, InlineLimit limit, List<byte[]> all) {
        spec.push().forEach((name, value) -> {
            if (value instanceof Payload.Inline inline) {
                limit.require(Subject.of("push", name), inline.bytes().length);
                all.add(inline.bytes());
            }
        });
        TaskSpec recovery = spec.options().recovery();
        if (recovery != null) {
            collect(recovery, limit, all);
        }
    }

    private static TaskSpec replace(TaskSpec spec, Set<byte[]> excess, IdentityHashMap<byte[], StoredValue> stored) {
        Map<String, Payload> push = new LinkedHashMap<>(spec.push());
        push.replaceAll((name, value) -> value instanceof Payload.Inline inline && excess.contains(inline.bytes())
                ? stored.get(inline.bytes())
                : value);
        TaskSpec recovery = spec.options().recovery();
        return new TaskSpec(
                spec.source(),
                push,
                spec.pull(),
                recovery == null ? spec.options() : spec.options().withRecovery(replace(recovery, excess, stored)));
    }
}
