package io.stoker.cli.chaos;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What one client has to do.
 *
 * @param port where the controller listens
 * @param first the number of its first task
 * @param count how many tasks
 * @param begun when the flood began, in epoch milliseconds
 * @param length over which time its tasks are spread
 * @param journal what it writes down, and goes on with if somebody has begun
 */
public record FloodOptions(int port, long first, int count, long begun, Duration length, Path journal) {
    /** How many of its tasks should have been submitted by then. */
    int due(long millis) {
        double share = (millis - begun) / (double) length.toMillis();
        return (int) Math.max(0, Math.min(count, Math.floor(share * count)));
    }
}
