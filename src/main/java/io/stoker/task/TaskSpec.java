package io.stoker.task;

import java.util.List;
import java.util.Map;

/**
 * A task as it travels and as the ledger keeps it. The values are opaque bytes to everybody between the client that
 * pushed them and the engine that uses them.
 *
 * @param source what the kernel executes
 * @param push names and encoded values set before the source runs
 * @param pull names fetched after it has run
 * @param retries how often a failure of the task's own code is followed by another attempt
 * @param atMostOnce whether a possible start forbids another attempt after the loss of the engine
 */
public record TaskSpec(String source, Map<String, byte[]> push, List<String> pull, int retries, boolean atMostOnce) {

    /** How many bytes its source, values and names take; what the limits are about. */
    public long payloadBytes() {
        long bytes = Utf8.length(source);
        for (Map.Entry<String, byte[]> entry : push.entrySet()) {
            bytes += Utf8.length(entry.getKey()) + entry.getValue().length;
        }
        for (String name : pull) {
            bytes += Utf8.length(name);
        }
        return bytes;
    }

    /** About how many bytes this takes on the wire. */
    public int size() {
        long size = 48 + payloadBytes() + 8L * push.size() + 4L * pull.size();
        return (int) Math.min(size, Integer.MAX_VALUE);
    }
}
