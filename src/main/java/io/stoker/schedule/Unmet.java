package io.stoker.schedule;

/**
 * A task that no engine has fitted for too long.
 *
 * @param task the task's id
 * @param reason a sentence that says what was asked, for how long, and what the engines have
 */
public record Unmet(long task, String reason) {}
