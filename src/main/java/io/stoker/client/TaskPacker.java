package io.stoker.client;

import io.stoker.code.CodeBundle;
import io.stoker.task.Block;
import io.stoker.task.Body;
import io.stoker.task.BodyCodec;
import io.stoker.task.Condition;
import io.stoker.task.FunctionBody;
import io.stoker.task.InlineLimit;
import io.stoker.task.LiveFunction;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes of tasks what is to be sent. Of the tasks of one packer, the same code is encoded once, and the same value is
 * stored once.
 */
final class TaskPacker {
    private final InlineLimit limit;
    private final Functions functions;
    private final Function<byte[], StoredValue> names;
    private final Map<Body, Block> codes = new HashMap<>();
    private final IdentityHashMap<byte[], StoredValue> stored = new IdentityHashMap<>();

    TaskPacker(InlineLimit limit, Functions functions) {
        this(limit, functions, StoredValue::of);
    }

    /** @param names gives a value the id that it has in the store */
    TaskPacker(InlineLimit limit, Functions functions, Function<byte[], StoredValue> names) {
        this.names = names;
        this.limit = limit;
        this.functions = functions;
    }

    /** A task whose functions are written. */
    private record Readied(
            Body body, TaskOptions options, @Nullable Readied recovery) {
        long bytes() {
            return body.payloadBytes() + options.textBytes() + (recovery == null ? 0 : recovery.bytes());
        }
    }

    /**
     * Packs a task, and takes out of it what is too large to travel with it.
     *
     * @throws io.stoker.task.ValueTooLargeException if it is too large all the same, or a value is too large anyway
     * @throws io.stoker.task.StokerException as {@link Functions#write}
     */
    OutboundTask pack(Task task) {
        List<CodeBundle> bundles = new ArrayList<>(0);
        Readied readied = readied(task, bundles);
        Map<StoredValue, byte[]> toBring = bundles.isEmpty() ? Map.of() : functions.toBring(bundles);
        long bytes = readied.bytes();
        if (bytes <= Math.min(limit.together(), limit.each())) {
            return new OutboundTask(spec(readied, Set.of()), Map.of(), bundles, toBring);
        }
        List<byte[]> all = new ArrayList<>();
        collect(readied, all);
        Set<byte[]> excess = limit.excess(all, bytes, "the task's source, values and names");
        Map<StoredValue, byte[]> fresh = new LinkedHashMap<>();
        for (byte[] value : excess) {
            stored.computeIfAbsent(value, bytesOf -> {
                StoredValue one = names.apply(bytesOf);
                fresh.put(one, bytesOf);
                return one;
            });
        }
        return new OutboundTask(spec(readied, excess), fresh, bundles, toBring);
    }

    private Readied readied(Task task, List<CodeBundle> bundles) {
        Readied recovery = task.recovery().map(next -> readied(next, bundles)).orElse(null);
        if (!(task.body() instanceof LiveFunction live)) {
            return new Readied(task.body(), task.options(), recovery);
        }
        Functions.Written written = functions.write(live, limit);
        bundles.addAll(written.bundles());
        Condition requirement = written.requirement();
        Task able = requirement == null ? task : task.depend(and(task.options().depend(), requirement));
        return new Readied(written.body(), able.options(), recovery);
    }

    private static Condition and(@Nullable String condition, Condition other) {
        return condition == null ? other : Condition.parse(condition).and(other);
    }

    private void collect(Readied task, List<byte[]> all) {
        task.body().arguments().forEach((name, value) -> {
            if (value instanceof Payload.Inline inline) {
                limit.require(subject(name), inline.bytes().length);
                all.add(inline.bytes());
            }
        });
        if (task.recovery() != null) {
            collect(task.recovery(), all);
        }
    }

    private static Subject subject(String name) {
        return name.equals(FunctionBody.FUNCTION) ? Subject.function() : Subject.of("push", name);
    }

    private TaskSpec spec(Readied task, Set<byte[]> excess) {
        TaskSpec recovery = task.recovery() == null ? null : spec(task.recovery(), excess);
        Body body = task.body();
        if (!excess.isEmpty()) {
            Map<String, Payload> arguments = new LinkedHashMap<>(body.arguments());
            arguments.replaceAll(
                    (name, value) -> value instanceof Payload.Inline inline && excess.contains(inline.bytes())
                            ? stored.get(inline.bytes())
                            : value);
            body = body.with(arguments);
        }
        return BodyCodec.spec(code(body), body, task.options().withRecovery(recovery));
    }

    private Block code(Body body) {
        return codes.computeIfAbsent(body.with(Map.of()), BodyCodec::code);
    }
}
