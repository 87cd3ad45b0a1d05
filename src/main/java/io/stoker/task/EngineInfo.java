package io.stoker.task;

import java.util.List;

/**
 * An engine that is registered.
 *
 * @param id its small id
 * @param instance its JVM
 * @param address its cluster node
 * @param languages of its kernels
 * @param properties its properties, such as host and pid
 * @param suspected whether it is silent or unreachable, and gets no tasks
 * @param draining whether it gets no tasks because somebody wants that; direct calls are done
 * @param held how many attempts it holds
 */
public record EngineInfo(
        int id,
        String instance,
        String address,
        List<String> languages,
        EngineProperties properties,
        boolean suspected,
        boolean draining,
        int held) {

    /** About how many bytes this takes on the wire. */
    public int size() {
        long size = 160 + Utf8.length(instance) + Utf8.length(address) + properties.size();
        for (String language : languages) {
            size += 4 + Utf8.length(language);
        }
        return (int) Math.min(size, Integer.MAX_VALUE);
    }
}
