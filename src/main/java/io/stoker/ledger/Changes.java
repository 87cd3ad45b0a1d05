package io.stoker.ledger;

import java.util.List;
import java.util.Map;

/**
 * What events have changed of what is remembered beside the events themselves. A dispatch changes what its engine holds
 * and nothing else, so that it costs no row of its own.
 *
 * @param tasks what has become of unfinished tasks, as {@link OpenState#apart()}
 * @param held for engines that got or lost an attempt, all that they hold now; empty if that is nothing
 * @param pinned for pinned tasks that have finished, how many bytes they take
 */
public record Changes(Map<Long, OpenState> tasks, Map<String, List<Holding>> held, Map<Long, Long> pinned) {
    public static final Changes NONE = new Changes(Map.of(), Map.of(), Map.of());
}
