package io.stoker.node;

import java.time.Duration;

/**
 * How long the launcher waits for what.
 *
 * @param stagger how long the start of an engine may hold up the start of the next one
 * @param slow for the cluster to be of use, before it is said for the first time that this takes long
 * @param enginesEnd for engines to end when asked, before they are killed
 * @param controllerEnd for the controller to end when asked, before it is killed
 * @param comeBack for an engine that is lost to the controller to come back, before its process is replaced
 * @param sayAgain between two times that a {@code --detach} is told that the cluster can be used
 */
record LauncherTimeouts(
        Duration stagger,
        Duration slow,
        Duration enginesEnd,
        Duration controllerEnd,
        Duration comeBack,
        Duration sayAgain) {
    /**
     * The two ends together stay below the 25 s that {@link Stop} waits for a launcher. An engine on a busy machine may
     * need a minute to come back, and takes what it runs with it when it is replaced.
     */
    static final LauncherTimeouts NORMAL = new LauncherTimeouts(
            Duration.ofSeconds(8),
            Duration.ofSeconds(60),
            Duration.ofSeconds(12),
            Duration.ofSeconds(10),
            Duration.ofSeconds(120),
            Duration.ofSeconds(2));
}
