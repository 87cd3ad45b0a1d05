package io.stoker.wire.values;

import akka.actor.typed.ActorRef;
import io.stoker.task.StoredValue;
import io.stoker.wire.ToController;
import io.stoker.wire.ToTransfer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One value on its way. Ticks are nanoseconds. */
interface Transfer {
    StoredValue value();

    /** Completes when the value has arrived, and ends the transfer however it completes. */
    CompletableFuture<?> done();

    /** The next message to send now, if the window allows one. */
    ToController.@Nullable OfValue next(long tick, ActorRef<ToTransfer> replyTo);

    /** Whatever was sent may be lost. */
    void sendAgain();
}
