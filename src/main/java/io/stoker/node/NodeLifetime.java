package io.stoker.node;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How long a node lives: its main thread waits here until the node is told to end, by its launcher, by itself or by a
 * signal, and says when the node is closed. A JVM that ends by a signal waits for that.
 */
final class NodeLifetime {
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private final Duration timeout;

    private NodeLifetime(Duration timeout) {
        this.timeout = timeout;
    }

    /** One that ends at the latest when this JVM is told to. */
    static NodeLifetime start() {
        return start(ParentWatch.LAST_RESORT_AFTER);
    }

    /** @param timeout how long an orderly end may take; the JVM is halted a moment later */
    static NodeLifetime start(Duration timeout) {
        NodeLifetime lifetime = new NodeLifetime(timeout);
        Runtime.getRuntime().addShutdownHook(new Thread(lifetime::endInTime, "end"));
        return lifetime;
    }

    /** The node is to end; the first one to say so says with which exit code. */
    void end(int code) {
        end.complete(code);
    }

    /** Returns when the node is to end, with the exit code. */
    int await() {
        return end.join();
    }

    /** The node is closed, or was never there: nothing holds up the end of the JVM any more. */
    void closed() {
        closed.countDown();
    }

    /** The JVM halts when its hooks have returned; where one of user code's does not, it is halted. */
    private void endInTime() {
        ParentWatch.haltAfter(timeout.plusSeconds(1));
        end(0);
        try {
            if (!closed.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("the node could not be closed in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
