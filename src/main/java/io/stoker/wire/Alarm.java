package io.stoker.wire;

import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Wakes an actor once, when it has said that there will be something to do. Nobody wakes while there is nothing. It
 * belongs to the actor; ticks are those of {@code System.nanoTime()}.
 */
public final class Alarm {
    private final TimerScheduler<Object> timers;
    private boolean set;
    private long at;

    /** What the actor gets; on it, it is to call {@link Alarm#heard} before it looks for what there is to do. */
    public record Wake() {}

    /** An alarm for the actor whose timers these are. */
    public Alarm(TimerScheduler<Object> timers) {
        this.timers = timers;
    }

    /**
     * The actor is to be woken then, or before.
     *
     * @param wakeAt empty for never
     * @param now the tick of now
     */
    public void set(OptionalLong wakeAt, long now) {
        if (wakeAt.isPresent() && (!set || wakeAt.getAsLong() - at < 0)) {
            set = true;
            at = wakeAt.getAsLong();
            timers.startSingleTimer(Wake.class, new Wake(), Duration.ofNanos(Math.max(0, at - now)));
        }
    }

    /** It has woken the actor, which is to {@link #set} it again. */
    public void heard() {
        set = false;
    }

    /** The earlier one of two ticks, of which each may be never. */
    public static OptionalLong earlier(OptionalLong one, OptionalLong other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return one.getAsLong() - other.getAsLong() <= 0 ? one : other;
    }
}
