package io.stoker.wire;

import akka.actor.typed.javadsl.ActorContext;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings the ends of stages to the thread of the actor that waits for them. An actor that is started again has another
 * one of these, and what its earlier self waited for is none of its business: it is let go.
 */
public final class Piping {
    private final ActorContext<Object> context;

    /** A stage has ended; to be handed to {@link Piping#arrived}. */
    public record Arrived(Piping of, Runnable then) {}

    /** For an actor from its start, or its latest start, on. */
    public Piping(ActorContext<Object> context) {
        this.context = context;
    }

    /**
     * Goes on when the stage has ended, unless the actor was started again meanwhile.
     *
     * @param then gets the value, or why there is none
     */
    public <T> void pipe(CompletionStage<T> stage, BiConsumer<@Nullable T, @Nullable Throwable> then) {
        context.pipeToSelf(stage, (value, failure) -> new Arrived(this, () -> then.accept(value, failure)));
    }

    /** Does this behind the messages that are there already, unless the actor is started again before. */
    public void later(Runnable then) {
        context.getSelf().tell(new Arrived(this, then));
    }

    /** Goes on with what waited for a stage; with nothing if it was an earlier self of the actor that waited. */
    public void arrived(Arrived arrived) {
        if (arrived.of() == this) {
            arrived.then().run();
        }
    }
}
