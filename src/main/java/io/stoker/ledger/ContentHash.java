package io.stoker.ledger;

import io.stoker.task.StoredValue;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import java.util.Arrays;
import java.util.Map;

/** 64 bits that tell one command's content from another's. */
final class ContentHash {
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private ContentHash() {}

    /** @param together how many tasks are submitted with it; 0 if that is no matter of its content */
    static long of(TaskSpec spec, int together) {
        return together == 0 ? of(spec) : mix(of(spec), together);
    }

    static long of(TaskSpec spec) {
        long hash = mix(spec.code().fingerprint(), spec.arguments().fingerprint());
        for (StoredValue value : spec.values()) {
            hash = mix(hash, text(value.toString()));
        }
        return mix(hash, of(spec.options()));
    }

    private static long of(TaskOptions options) {
        long flags = (options.atMostOnce() ? 1L : 0)
                + (options.clearBefore() ? 2 : 0)
                + (options.clearAfter() ? 4 : 0)
                + (options.pinned() ? 8 : 0)
                + (options.isolated() ? 16 : 0);
        long hash = mix(options.retries(), flags);
        hash = mix(hash, options.depend() == null ? 0 : text(options.depend()));
        for (Map.Entry<String, String> label : options.labels().entrySet()) {
            hash = mix(mix(hash, text(label.getKey())), text(label.getValue()));
        }
        return mix(hash, options.recovery() == null ? 0 : of(options.recovery()));
    }

    static long ofAbort(long task) {
        return mix(0xab027L, task);
    }

    static long ofClear(long[] ranges) {
        return mix(0xc1ea2L, Arrays.hashCode(ranges));
    }

    static long ofPin(long[] ranges, boolean pinned) {
        return mix(pinned ? 0x9142L : 0x9143L, Arrays.hashCode(ranges));
    }

    private static long text(String text) {
        long hash = BASIS;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash;
    }

    private static long mix(long a, long b) {
        return scrambled(31 * scrambled(a) + b);
    }

    /** Each bit of it depends on each bit of the hash: sums of such differ when their parts were only exchanged. */
    private static long scrambled(long hash) {
        long h = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
