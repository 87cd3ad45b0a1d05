package io.stoker.node;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands texts to somebody who may take his time, on a thread of its own: a terminal that was stopped by Ctrl-S, or a
 * pipe that nobody reads, holds up nobody else. Texts that nobody takes are dropped beyond {@link #MOST}, and counted.
 */
final class Console {
    static final int MOST = 1000;

    private final Consumer<String> reader;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private long dropped;
    private boolean started;

    Console(Consumer<String> reader) {
        this.reader = reader;
    }

    /** Returns at once. */
    synchronized void say(String text) {
        if (waiting.size() >= MOST) {
            dropped++;
            return;
        }
        String missing = dropped == 0 ? "" : "(" + dropped + " messages are missing here)";
        dropped = 0;
        add(() -> {
            if (!missing.isEmpty()) {
                reader.accept(missing);
            }
            reader.accept(text);
        });
    }

    /** Waits until everything has been taken that was said up to now, or for so long. */
    void flush(Duration most) {
        CompletableFuture<@Nullable Void> taken = new CompletableFuture<>();
        synchronized (this) {
            add(() -> taken.complete(null));
        }
        taken.completeOnTimeout(null, most.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    private void add(Runnable text) {
        waiting.add(text);
        notifyAll();
        if (!started) {
            started = true;
            Thread thread = new Thread(this::hand, "console");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void hand() {
        try {
            while (true) {
                next().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Runnable next() throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        return waiting.remove();
    }
}
