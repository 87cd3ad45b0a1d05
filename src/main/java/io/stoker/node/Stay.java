package io.stoker.node;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How long a node stays: its main thread waits here until the node is told to end, by its launcher, by itself or by a
 * signal, and says when the node is closed. A JVM that ends by a signal waits for that.
 */
final class Stay {
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private final Duration patience;

    private Stay(Duration patience) {
        this.patience = patience;
    }

    /** One that ends at the latest when this JVM is told to. */
    static Stay start() {
        return start(ParentWatch.LAST_RESORT_AFTER);
    }

    /** @param patience how long an orderly end may take; the JVM is halted a moment later */
    static Stay start(Duration patience) {
        Stay stay = new Stay(patience);
        Runtime.getRuntime().addShutdownHook(new Thread(stay::endInTime, "end"));
        return stay;
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
        ParentWatch.haltAfter(patience.plusSeconds(1));
        end(0);
        try {
            if (!closed.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("the node could not be closed in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
