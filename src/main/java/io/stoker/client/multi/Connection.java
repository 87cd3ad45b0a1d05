package io.stoker.client.multi;

import io.stoker.task.EngineInfo;
import io.stoker.task.Failure;
import io.stoker.task.InlineLimit;
import io.stoker.task.LiveFunction;
import io.stoker.wire.Membership;
import io.stoker.wire.ToClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The connection as direct calls use it; implemented by {@link io.stoker.client.Stoker}. */
public interface Connection {

    /** The cluster node of the client. */
    Membership node();

    /** How many bytes the message of a call may have. */
    InlineLimit limit();

    /** The engines that are registered now, ascending by id. */
    List<EngineInfo> engines();

    /** The controller's knowledge of the engine that last had this id. */
    ToClient.EngineAnswer engine(int id);

    /** Ends the serving controller; returns when it has begun to end. */
    void endController();

    /** Whether a source can be compiled; empty if it can, or if that is unknown here. */
    Optional<Failure> check(String name, String source);

    /**
     * Writes a Java function, with all that it captures.
     *
     * @throws io.stoker.task.UnsendableValueException if something that it captures cannot travel
     * @throws io.stoker.task.ValueTooLargeException if it is too large
     * @throws io.stoker.task.StokerException if one of its classes cannot be sent
     */
    OutboundFunction write(LiveFunction function);

    /**
     * Waits on the caller's thread.
     *
     * @param timeout null for no limit
     * @param what the call in errors, as "execute on engines 0, 1"
     */
    <T> T await(CompletableFuture<T> future, @Nullable Duration timeout, String what);

    /** The future for a user: its dependents run on a callback thread. */
    <T> CompletableFuture<T> forUser(CompletableFuture<T> future);

    /** Runs a user's code on a callback thread. */
    void run(Runnable task);
}
