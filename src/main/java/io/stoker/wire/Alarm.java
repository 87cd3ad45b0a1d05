package io.stoker.wire;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Wakes an actor when there is something to do: at once, when it is {@link #ring rung}, or when the time has come that
 * it was {@link #set} to. Nobody wakes while there is nothing. It belongs to the actor, but for {@link #ring}; ticks
 * are those of {@code System.nanoTime()}.
 */
public final class Alarm {
    private final ActorRef<? super Wake> actor;
    private final TimerScheduler<Object> timers;
    private final AtomicBoolean rung = new AtomicBoolean();
    private boolean set;
    private long at;

    /**
     * What the actor gets; it is to call {@link Alarm#heard} before it looks for what there is to do.
     *
     * @param due whether the time has come that was set
     */
    public record Wake(boolean due) {}

    /** An alarm for the actor whose timers these are. */
    public Alarm(ActorRef<? super Wake> actor, TimerScheduler<Object> timers) {
        this.actor = actor;
        this.timers = timers;
    }

    /** Wakes the actor, from any thread. However often it is rung, one message is in the mailbox until it is heard. */
    public void ring() {
        if (rung.compareAndSet(false, true)) {
            actor.tell(new Wake(false));
        }
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
            timers.startSingleTimer(Wake.class, new Wake(true), Duration.ofNanos(Math.max(0, at - now)));
        }
    }

    /** It has woken the actor, which is to {@link #set} it again; the next ring is another message. */
    public void heard(Wake wake) {
        if (wake.due()) {
            set = false;
        } else {
            rung.set(false);
        }
    }

    /** The earlier one of two ticks, of which each may be never. */
    public static OptionalLong earlier(OptionalLong one, OptionalLong other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return one.getAsLong() - other.getAsLong() <= 0 ? one : other;
    }
}
