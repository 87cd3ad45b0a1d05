package io.stoker.wire.packed;

import io.stoker.task.AttemptId;
import io.stoker.task.MalformedException;
import io.stoker.task.Packer;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import io.stoker.task.Unpacker;
import io.stoker.wire.Flaws;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The forms of what is to be done. */
final class PackedTasks {
    private static final int AT_MOST_ONCE = 1;
    private static final int CLEAR_BEFORE = 2;
    private static final int CLEAR_AFTER = 4;
    private static final int PINNED = 8;
    private static final int ISOLATED = 16;
    private static final int DEPEND = 32;
    private static final int RECOVERY = 64;
    private static final int RETRIES = 128;
    private static final int LABELS = 256;

    private PackedTasks() {}

    static void pack(TaskSpec spec, Packer out) {
        out.sharedBlock(spec.code());
        out.block(spec.arguments());
        pack(spec.values(), out);
        pack(spec.options(), out);
    }

    static TaskSpec spec(Unpacker in) {
        return sound(new TaskSpec(in.sharedBlock(), in.headedBlock(), stored(in), options(in)));
    }

    static void pack(List<StoredValue> stored, Packer out) {
        out.number(stored.size());
        for (StoredValue value : stored) {
            pack(value, out);
        }
    }

    static List<StoredValue> stored(Unpacker in) {
        int count = in.count();
        if (count == 0) {
            return List.of();
        }
        List<StoredValue> stored = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            stored.add(storedValue(in));
        }
        return List.copyOf(stored);
    }

    private static void pack(TaskOptions options, Packer out) {
        String depend = options.depend();
        TaskSpec recovery = options.recovery();
        int flags = (options.atMostOnce() ? AT_MOST_ONCE : 0)
                | (options.clearBefore() ? CLEAR_BEFORE : 0)
                | (options.clearAfter() ? CLEAR_AFTER : 0)
                | (options.pinned() ? PINNED : 0)
                | (options.isolated() ? ISOLATED : 0)
                | (depend == null ? 0 : DEPEND)
                | (recovery == null ? 0 : RECOVERY)
                | (options.retries() == 0 ? 0 : RETRIES)
                | (options.labels().isEmpty() ? 0 : LABELS);
        out.number(flags);
        if (options.retries() != 0) {
            out.number(options.retries());
        }
        if (depend != null) {
            out.sharedText(depend);
        }
        if (recovery != null) {
            pack(recovery, out);
        }
        if (!options.labels().isEmpty()) {
            pack(options.labels(), out);
        }
    }

    private static void pack(Map<String, String> labels, Packer out) {
        out.number(labels.size());
        labels.forEach((key, value) -> {
            out.sharedText(key);
            out.sharedText(value);
        });
    }

    private static Map<String, String> labels(Unpacker in) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int left = in.count(); left > 0; left--) {
            labels.put(in.sharedText(), in.sharedText());
        }
        return Collections.unmodifiableMap(labels);
    }

    private static TaskOptions options(Unpacker in) {
        int flags = in.integer();
        if (flags == 0) {
            return TaskOptions.NONE;
        }
        int retries = (flags & RETRIES) == 0 ? 0 : in.integer();
        String depend = (flags & DEPEND) == 0 ? null : in.sharedText();
        TaskSpec recovery = (flags & RECOVERY) == 0 ? null : spec(in);
        Map<String, String> labels = (flags & LABELS) == 0 ? Map.of() : labels(in);
        return sound(new TaskOptions(
                retries,
                (flags & AT_MOST_ONCE) != 0,
                (flags & CLEAR_BEFORE) != 0,
                (flags & CLEAR_AFTER) != 0,
                depend,
                recovery,
                (flags & PINNED) != 0,
                (flags & ISOLATED) != 0,
                labels));
    }

    private static void pack(StoredValue stored, Packer out) {
        out.id(stored.id());
        out.number(stored.size());
        out.number(stored.checksum());
    }

    private static StoredValue storedValue(Unpacker in) {
        return sound(new StoredValue(in.id(), in.number(), in.integer()));
    }

    static void pack(AttemptId attempt, Packer out) {
        out.number(attempt.task());
        out.number(attempt.number());
    }

    static AttemptId attempt(Unpacker in) {
        return sound(new AttemptId(in.number(), in.integer()));
    }

    private static <R extends Record> R sound(R record) {
        @Nullable String flaw = Flaws.ofKind(record);
        if (flaw != null) {
            throw new MalformedException(flaw);
        }
        return record;
    }
}
