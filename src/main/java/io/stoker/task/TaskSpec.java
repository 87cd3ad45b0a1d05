package io.stoker.task;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A task as it travels and as the ledger keeps it: bytes for the engine that runs it, which nobody reads on the way,
 * and beside them what rules need.
 *
 * @param code what it does; of many tasks it is the same
 * @param arguments what it does that with
 * @param values the values in the store that its arguments refer to, each once
 * @param options how it is to be run
 */
public record TaskSpec(Block code, Block arguments, List<StoredValue> values, TaskOptions options) {

    public TaskSpec {
        // Millions of these may wait in a ledger: those that ask for nothing share what says so. What is missing in a
        // message is found by who gets it, and has to get there.
        arguments = Block.EMPTY.equals(arguments) ? Block.EMPTY : arguments;
        values = List.of().equals(values) ? List.of() : values;
        options = TaskOptions.NONE.equals(options) ? TaskOptions.NONE : options;
    }

    /** The part that decisions need: the options, and the values in the store; and of its recovery the same. */
    public TaskSpec outline() {
        TaskSpec recovery = options.recovery();
        TaskOptions outlined = recovery == null ? options : options.withRecovery(recovery.outline());
        return new TaskSpec(Block.EMPTY, Block.EMPTY, values, outlined);
    }

    /** A task with these options instead of its own. */
    public TaskSpec with(TaskOptions options) {
        return new TaskSpec(code, arguments, values, options);
    }

    /** The store's values that it refers to, those of its recovery too: each once. */
    public Set<StoredValue> stored() {
        Set<StoredValue> stored = new LinkedHashSet<>(values);
        if (options.recovery() != null) {
            stored.addAll(options.recovery().stored());
        }
        return stored;
    }

    /** About how many bytes this takes on the wire, its recovery included. */
    public int size() {
        long size =
                48L + code.size() + arguments.size() + (long) StoredValue.INLINE_BYTES * values.size() + options.size();
        return (int) Math.min(size, Integer.MAX_VALUE);
    }
}
