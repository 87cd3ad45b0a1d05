package io.stoker.wire;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.ReceiveBuilder;
import akka.actor.typed.javadsl.TimerScheduler;
import io.stoker.wire.channel.Frame;
import java.util.OptionalLong;

/**
 * An actor at the end of a channel, or of several. After whatever it has heard it sends what there is to send; for that
 * it is also woken from any thread, and when the time has come that {@link #send} has said.
 */
public abstract class SendingActor extends AbstractBehavior<Object> {
    protected final Gate gate;
    private final Alarm alarm;

    protected SendingActor(ActorContext<Object> context, TimerScheduler<Object> timers) {
        super(context);
        this.gate = new Gate(context.getLog());
        this.alarm = new Alarm(context.getSelf(), timers);
    }

    /** Handles frames and wakes; what else the actor gets is to be added. */
    protected final ReceiveBuilder<Object> receiver() {
        return newReceiveBuilder()
                .onMessage(Frame.class, frame -> onFrame(frame))
                .onMessage(Alarm.Wake.class, this::onWake);
    }

    /** Takes a frame in, of any session. */
    protected abstract void receive(Frame<?> frame);

    /**
     * Sends what there is to send.
     *
     * @return when to call this again though nothing has happened; empty for never
     */
    protected abstract OptionalLong send(long tick);

    /** The time has come that {@link #send} has said; it is called next. */
    protected void due() {
        // What is due, it finds itself.
    }

    /** There may be something to send; to be called from any thread. */
    protected final void wake() {
        alarm.ring();
    }

    /** Sends what there is to send. */
    protected final Behavior<Object> flush() {
        long tick = System.nanoTime();
        alarm.set(send(tick), tick);
        return this;
    }

    private Behavior<Object> onFrame(Frame<?> frame) {
        receive(frame);
        return flush();
    }

    private Behavior<Object> onWake(Alarm.Wake wake) {
        alarm.heard(wake);
        if (wake.due()) {
            due();
        }
        return flush();
    }
}
