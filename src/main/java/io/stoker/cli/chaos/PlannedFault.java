package io.stoker.cli.chaos;

import java.time.Duration;
import java.util.List;

/**
 * One thing that is going to happen.
 *
 * @param fault what
 * @param at how long after the flood began
 * @param lasts how long until it is taken back; zero for what is not
 * @param pick which of several engines or clients it hits: any number
 */
record PlannedFault(Fault fault, Duration at, Duration lasts, int pick) {
    /** The one it hits. */
    <T> T choose(List<T> several) {
        return several.get(Math.floorMod(pick, several.size()));
    }
}
