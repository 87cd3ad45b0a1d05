package io.stoker.task;

import java.util.List;
import java.util.Map;

/**
 * A task as it travels and as the ledger keeps it. Its values are opaque to everybody between the client that pushed
 * them and the engine that uses them.
 *
 * @param source what the kernel executes
 * @param push names and encoded values that are set before the source runs
 * @param pull names fetched after it has run
 * @param options how it is to be run
 */
public record TaskSpec(String source, Map<String, Payload> push, List<String> pull, TaskOptions options) {

    /** A task with these options instead of its own. */
    public TaskSpec with(TaskOptions options) {
        return new TaskSpec(source, push, pull, options);
    }

    /** Its values that are the store's, those of its recovery too. */
    public List<StoredValue> stored() {
        List<StoredValue> stored = Payload.stored(push);
        if (options.recovery() != null) {
            stored.addAll(options.recovery().stored());
        }
        return stored;
    }

    /** How many bytes its source, values and names take, those of its recovery too; what the limits are about. */
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
