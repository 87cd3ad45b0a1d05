package io.stoker.engine;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Whether an engine takes tasks: one that drains gives back those that have not started, and starts no other. Direct
 * calls are done all the same. One that is removed drains, and ends when it has nothing to do any more.
 */
final class Draining {
    /** Time enough for the answer that it will end, if it is idle already. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private final EngineWorkQueue queue;
    private final EngineIdentity identity;
    private final BiConsumer<Duration, Runnable> timer;
    private final Runnable end;
    private final LongSupplier ticks;
    /** Which removal counts: one that was undone or replaced does not. */
    private int removal;

    /**
     * @param timer runs something after a while
     * @param end ends the engine
     */
    Draining(
            EngineWorkQueue queue,
            EngineIdentity identity,
            BiConsumer<Duration, Runnable> timer,
            Runnable end,
            LongSupplier ticks) {
        this.queue = queue;
        this.identity = identity;
        this.timer = timer;
        this.end = end;
        this.ticks = ticks;
    }

    /** The controller is told before it gets anything back, so that it does not assign that to this engine again. */
    synchronized void drain() {
        identity.drain(true);
        queue.drain(true);
    }

    /** Undoes {@link #drain} and {@link #remove}. */
    synchronized void resume() {
        removal++;
        queue.drain(false);
        identity.drain(false);
    }

    /** Drains it, and ends it when it is idle, or after so long at the latest. */
    synchronized void remove(Duration within) {
        drain();
        int mine = ++removal;
        long begun = ticks.getAsLong();
        timer.accept(LOOK, () -> look(mine, begun, within));
    }

    private synchronized void look(int mine, long begun, Duration within) {
        if (mine != removal) {
            return;
        }
        boolean late = Duration.ofNanos(ticks.getAsLong() - begun).compareTo(within) >= 0;
        if (late || queue.isIdle()) {
            end.run();
        } else {
            timer.accept(LOOK, () -> look(mine, begun, within));
        }
    }
}
