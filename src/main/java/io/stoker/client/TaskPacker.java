package io.stoker.client;

import io.stoker.task.Block;
import io.stoker.task.Body;
import io.stoker.task.BodyCodec;
import io.stoker.task.InlineLimit;
import io.stoker.task.Payload;
import io.stoker.task.StoredValue;
import io.stoker.task.Subject;
import io.stoker.task.Task;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes of tasks what is to be sent. Of the tasks of one packer, the same code is encoded once, and the same value is
 * stored once.
 */
final class TaskPacker {
    private final InlineLimit limit;
    private final Map<Body, Block> codes = new HashMap<>();
    private final IdentityHashMap<byte[], StoredValue> stored = new IdentityHashMap<>();

    TaskPacker(InlineLimit limit) {
        this.limit = limit;
    }

    /**
     * Packs a task, and takes out of it what is too large to travel with it.
     *
     * @throws io.stoker.task.ValueTooLargeException if it is too large all the same, or a value is too large anyway
     */
    OutboundTask pack(Task task) {
        long bytes = task.payloadBytes();
        if (bytes <= Math.min(limit.together(), limit.each())) {
            return new OutboundTask(spec(task, Set.of()), Map.of());
        }
        List<byte[]> all = new ArrayList<>();
        collect(task, all);
        Set<byte[]> excess = limit.excess(all, bytes, "the task's source, values and names");
        Map<StoredValue, byte[]> fresh = new LinkedHashMap<>();
        for (byte[] value : excess) {
            stored.computeIfAbsent(value, bytesOf -> {
                StoredValue one = StoredValue.of(bytesOf);
                fresh.put(one, bytesOf);
                return one;
            });
        }
        return new OutboundTask(spec(task, excess), fresh);
    }

    private void collect(Task task, List<byte[]> all) {
        task.body().arguments().forEach((name, value) -> {
            if (value instanceof Payload.Inline inline) {
                limit.require(Subject.of("push", name), inline.bytes().length);
                all.add(inline.bytes());
            }
        });
        task.recovery().ifPresent(recovery -> collect(recovery, all));
    }

    private TaskSpec spec(Task task, Set<byte[]> excess) {
        TaskSpec recovery = task.recovery().map(next -> spec(next, excess)).orElse(null);
        TaskOptions options = task.options().withRecovery(recovery);
        Map<String, Payload> arguments = task.body().arguments();
        if (!excess.isEmpty()) {
            arguments = new LinkedHashMap<>(arguments);
            arguments.replaceAll(
                    (name, value) -> value instanceof Payload.Inline inline && excess.contains(inline.bytes())
                            ? stored.get(inline.bytes())
                            : value);
        }
        return BodyCodec.spec(code(task.body()), arguments, options);
    }

    private Block code(Body body) {
        return codes.computeIfAbsent(body.with(Map.of()), BodyCodec::code);
    }
}
