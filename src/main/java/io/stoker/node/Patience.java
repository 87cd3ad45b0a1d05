package io.stoker.node;

import java.time.Duration;

/**
 * How long the launcher waits for what.
 *
 * @param stagger the most that lies between the starts of two engines
 * @param ready for the controller to serve
 * @param enginesEnd for engines to end when asked, before they are killed
 * @param controllerEnd for the controller to end when asked, before it is killed
 */
record Patience(Duration stagger, Duration ready, Duration enginesEnd, Duration controllerEnd) {
    /** The two ends together stay below the 10 s that {@link Stop} waits for a launcher. */
    static final Patience NORMAL =
            new Patience(Duration.ofSeconds(8), Duration.ofSeconds(120), Duration.ofSeconds(5), Duration.ofSeconds(4));
}
