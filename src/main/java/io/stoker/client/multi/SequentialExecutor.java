package io.stoker.client.multi;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a user's code one piece after the other, on threads that are nobody's. */
final class SequentialExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(SequentialExecutor.class);

    private final Executor threads;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    SequentialExecutor(Executor threads) {
        this.threads = threads;
    }

    void run(Runnable piece) {
        synchronized (this) {
            waiting.add(piece);
            if (running) {
                return;
            }
            running = true;
        }
        threads.execute(this::runAll);
    }

    private void runAll() {
        for (Runnable piece = next(); piece != null; piece = next()) {
            try {
                piece.run();
            } catch (Throwable e) { // an Error as well: what comes after it must not wait for ever
                LOG.warn(
                        "a listener to the output of engines has thrown an exception; it is still told of later output",
                        e);
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable piece = waiting.poll();
        running = piece != null;
        return piece;
    }
}
