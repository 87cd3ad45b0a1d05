package io.stoker.cli.demo;

import java.time.Duration;

/**
 * What was gained by running tasks side by side.
 *
 * @param slept what the tasks take one after the other
 * @param wall what they took
 * @param engines on how many engines
 */
record SpeedUp(Duration slept, Duration wall, int engines) {
    /** How many times faster it was. */
    double factor() {
        return (double) slept.toNanos() / wall.toNanos();
    }

    /** That as a part of what this many engines can do at most. */
    double percent() {
        return 100 * factor() / engines;
    }
}
