package io.stoker.node;

import io.stoker.wire.InstanceKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one child is started.
 *
 * @param line its command line, which everybody may read
 * @param settings those it is handed over its standard input
 * @param key to the instance that it is to be, handed over as well; null for one without engines
 */
public record ChildCommand(
        List<String> line, GivenSettings settings, @Nullable InstanceKey key) {
    public ChildCommand {
        line = List.copyOf(line);
    }
}
