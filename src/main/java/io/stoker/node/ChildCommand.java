package io.stoker.node;

import java.util.List;

/**
 * How one child is started.
 *
 * @param line its command line, which everybody may read
 * @param settings those it is handed over its standard input
 */
public record ChildCommand(List<String> line, GivenSettings settings) {
    public ChildCommand {
        line = List.copyOf(line);
    }
}
