package io.stoker.client.multi;

import io.stoker.task.EngineInfo;
import io.stoker.task.Failure;
import io.stoker.task.InlineLimit;
import io.stoker.wire.Membership;
import io.stoker.wire.ToClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What direct calls need of the connection that they go by; implemented by {@link io.stoker.client.Stoker}. */
public interface Connection {

    /** The cluster node of the client. */
    Membership node();

    /** How much may travel along with a call. */
    InlineLimit limit();

    /** The engines that are registered now, ascending by id. */
    List<EngineInfo> engines();

    /** What the controller knows of the engine that has or had this small id last. */
    ToClient.EngineAnswer engine(int id);

    /** Ends the controller that serves; returns when it has begun to. */
    void endController();

    /** Whether a source can be compiled; empty if it can, or nobody here knows. */
    Optional<Failure> check(String name, String source);

    /**
     * Waits on the caller's thread.
     *
     * @param timeout null for as long as it takes
     * @param what was waited for, as "execute on engines 0, 1"
     */
    <T> T await(CompletableFuture<T> future, @Nullable Duration timeout, String what);

    /** The future as a user gets it: what hangs on it runs on a thread that is nobody's. */
    <T> CompletableFuture<T> forUser(CompletableFuture<T> future);

    /** Runs a user's code on a thread that is nobody's. */
    void run(Runnable task);
}
