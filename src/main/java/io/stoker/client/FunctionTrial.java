package io.stoker.client;

import akka.actor.typed.ActorSystem;
import io.stoker.code.TrialFunction;
import io.stoker.task.InlineLimit;
import io.stoker.task.Task;
import io.stoker.wire.link.SocketLinks;
import io.stoker.wire.values.ValueClient;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares a connection to nowhere, and writes a function of Stoker's own as a user's is written, once in a JVM and
 * while the program waits for the cluster, so that its first function takes as long as the others.
 */
final class FunctionTrial {
    private static final Logger LOG = LoggerFactory.getLogger(FunctionTrial.class);
    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private FunctionTrial() {}

    /** Begins with it, on a thread of its own, if nobody has in this JVM. */
    static void begin(InlineLimit limit, ActorSystem<?> system) {
        if (BEGUN.getAndSet(true)) {
            return;
        }
        Thread thread = new Thread(() -> run(limit, system), "stoker-trial");
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError e) { // what is thrown when the system has no thread left, too
            LOG.debug("functions are not tried for want of a thread", e);
        }
    }

    private static void run(InlineLimit limit, ActorSystem<?> system) {
        try {
            var unused = SocketLinks.of(system).rehearse().exceptionally(failure -> {
                LOG.debug("a connection cannot be rehearsed, as when the client was closed", failure);
                return null;
            });
            write(limit);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("the first function cannot be rehearsed", e);
        }
    }

    /** The task as it would be sent. */
    static OutboundTask write(InlineLimit limit) {
        TrialFunction.bundle();
        Functions functions = new Functions("", () -> "", new ValueClient());
        return new TaskPacker(limit, functions).pack(Task.call(TrialFunction.function()));
    }
}
