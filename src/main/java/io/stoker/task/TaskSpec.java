package io.stoker.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A task as it travels and as the ledger keeps it. Its values are opaque to everybody between the client that pushed
 * them and the engine that uses them.
 *
 * @param source the source that the kernel executes
 * @param push names and encoded values that are set before the source runs
 * @param pull names fetched after it has run
 * @param options how it is to be run
 */
public record TaskSpec(String source, Map<String, Payload> push, List<String> pull, TaskOptions options) {

    public TaskSpec {
        // Millions of these may wait in a ledger: those that ask for nothing share what says so. What is missing in a
        // message is found by who gets it, and has to get there.
        push = Map.of().equals(push) ? Map.of() : push;
        pull = List.of().equals(pull) ? List.of() : pull;
        options = TaskOptions.NONE.equals(options) ? TaskOptions.NONE : options;
    }

    /**
     * The part that decisions need: the options, and the values in the store. It has no source, no names and no other
     * values, and neither has its recovery.
     */
    public TaskSpec outline() {
        Map<String, Payload> stored = new LinkedHashMap<>();
        push.forEach((name, value) -> {
            if (value instanceof StoredValue) {
                stored.put(name, value);
            }
        });
        TaskSpec recovery = options.recovery();
        TaskOptions outlined = recovery == null ? options : options.withRecovery(recovery.outline());
        return new TaskSpec("", stored, List.of(), outlined);
    }

    /** A task with these options instead of its own. */
    public TaskSpec with(TaskOptions options) {
        return new TaskSpec(source, push, pull, options);
    }

    /** The store's values that it needs until it has ended, those of its recovery too: each once. */
    public Set<StoredValue> stored() {
        Set<StoredValue> stored = Payload.stored(push);
        if (options.recovery() != null) {
            stored.addAll(options.recovery().stored());
        }
        return stored;
    }

    /** How many bytes its source, values and names take, including its recovery; the limits apply to this. */
    public long payloadBytes() {
        long bytes = Utf8.length(source) + options.payloadBytes();
        for (Map.Entry<String, Payload> entry : push.entrySet()) {
            bytes += Utf8.length(entry.getKey()) + entry.getValue().inlineBytes();
        }
        for (String name : pull) {
            bytes += Utf8.length(name);
        }
        return bytes;
    }

    /** About how many bytes this takes on the wire. */
    public int size() {
        long size = 48 + payloadBytes() + 8L * push.size() + 4L * pull.size() + options.size();
        return (int) Math.min(size, Integer.MAX_VALUE);
    }
}
