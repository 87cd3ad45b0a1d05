package io.stoker.wire;

import akka.actor.typed.Behavior;
import akka.actor.typed.BehaviorInterceptor;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.stoker.task.Utf8;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where messages of other JVMs come in. Malformed messages are refused: the sender is told why, if the message names
 * it, and the log has a line, unless there are many.
 */
public final class Gate {
    /** In bytes: what is wrong may be as long as the message. */
    private static final int MOST_SAID = 1_000;

    private final BoundedLog log;

    /** A gate that logs as its actor does. */
    public Gate(Logger log) {
        this.log = new BoundedLog(log);
    }

    /** Whether a message is as it should be; if not, it is refused. */
    public boolean admits(WireMessage message) {
        return admits(message, message::refuse);
    }

    /**
     * As {@link #admits(WireMessage)}, for one that does not know its sender.
     *
     * @param teller tells the sender why, and says whether it could
     */
    public boolean admits(WireMessage message, Predicate<String> teller) {
        String flaw = flaw(message);
        if (flaw != null) {
            refuse("a malformed " + message.kind() + ": " + flaw, teller);
        }
        return flaw == null;
    }

    /** What is wrong with a message, whatever it lacks, for people; null if nothing is. */
    public static @Nullable String flaw(WireMessage message) {
        try {
            return message.flaw();
        } catch (RuntimeException | StackOverflowError e) {
            return "checking it failed with " + e;
        }
    }

    /** Tells who has sent it that nothing is done about it. */
    public void refuse(WireMessage message, String reason) {
        refuse(reason, message::refuse);
    }

    /**
     * As {@link #refuse(WireMessage, String)}, for one that does not know its sender.
     *
     * @param teller tells the sender why, and says whether it could
     */
    public void refuse(String reason, Predicate<String> teller) {
        String text = Utf8.head(reason, MOST_SAID);
        boolean told = teller.test(text);
        log.error("refused " + text + (told ? "" : "; it has no sender to tell"));
    }

    /** An actor that gets no malformed message. */
    public static Behavior<Object> before(Behavior<Object> actor) {
        return Behaviors.intercept(Guarded::new, actor);
    }

    private static final class Guarded extends BehaviorInterceptor<Object, Object> {
        private final Gate gate = new Gate(LoggerFactory.getLogger(Gate.class));

        Guarded() {
            super(Object.class);
        }

        @Override
        public Behavior<Object> aroundReceive(
                TypedActorContext<Object> context, Object message, ReceiveTarget<Object> target) {
            boolean admitted = !(message instanceof WireMessage one) || gate.admits(one);
            return admitted ? target.apply(context, message) : Behaviors.same();
        }
    }
}
