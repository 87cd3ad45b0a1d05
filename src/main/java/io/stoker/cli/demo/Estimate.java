package io.stoker.cli.demo;

import io.stoker.task.TaskResult;

/**
 * A simulated price.
 *
 * @param price the mean over all paths
 * @param error its standard error
 */
record Estimate(double price, double error) {
    /** What a task has pulled under {@code name} and {@code nameError}. */
    static Estimate of(TaskResult result, String name) {
        return new Estimate(number(result, name), number(result, name + "Error"));
    }

    /** How many standard errors lie between this and the exact price. */
    double deviation(double exact) {
        return (price - exact) / error;
    }

    private static double number(TaskResult result, String name) {
        if (result.get(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalStateException("task " + result.taskId() + " has pulled no number as " + name);
    }
}
