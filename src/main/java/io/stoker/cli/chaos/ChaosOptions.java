package io.stoker.cli.chaos;

import java.time.Duration;

/**
 * The options of the command.
 *
 * @param seed what the plan of faults follows from
 * @param length for how long tasks are submitted and faults happen
 * @param tasks how many tasks
 * @param faults how many faults
 * @param engines how many engines
 * @param perNode how many of them share a JVM
 * @param keep whether the folder stays, whatever the verdict
 */
public record ChaosOptions(long seed, Duration length, int tasks, int faults, int engines, int perNode, boolean keep) {}
