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

    /** About how many bytes this takes on the wire; never less than its source and values. */
    public int size() {
        long size = 32 + 3L * source.length();
        for (Map.Entry<String, byte[]> entry : push.entrySet()) {
            size += 8 + 3L * entry.getKey().length() + entry.getValue().length;
        }
        for (String name : pull) {
            size += 4 + 3L * name.length();
        }
        return (int) Math.min(size, Integer.MAX_VALUE);
    }
}
