package io.stoker.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what hangs on users' futures, in order, on one thread: to hand each to a thread of its own would cost more than
 * most of it does. Where one takes long, as it waits for another one of them, the next thread goes on with the others.
 * Its threads are daemons and end when there was nothing to do for a while. Thread-safe.
 */
final class Callbacks implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);
    /** How long the others wait for one; less if several take long. */
    private static final Duration PATIENCE = Duration.ofMillis(10);

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);
    /** When a thread is tried to be started again that could not be. */
    private static final Duration RETRY = Duration.ofMillis(200);

    private final ThreadFactory threads;
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    /** Who runs one, and may go on with the next. */
    private @Nullable Thread current;
    /** When it began with the one that it runs, by {@code System.nanoTime()}. */
    private long began;
    /** How many run one that takes long. */
    private int slow;

    private int idle;
    private boolean watched;
    private boolean retrying;
    private boolean closed;

    /** The threads, which know that they are such. */
    private static final class Callback extends Thread {
        Callback(Runnable work) {
            super(work, "stoker-callback");
            setDaemon(true);
        }
    }

    Callbacks() {
        this(Callbacks::thread);
    }

    Callbacks(ThreadFactory threads) {
        this.threads = threads;
    }

    /** Whether this is one of its threads. */
    static boolean isOne() {
        return Thread.currentThread() instanceof Callback;
    }

    /** A thread for what is known to take long. */
    static Thread thread(Runnable work) {
        return new Callback(work);
    }

    /** Runs it, soon; at once and on this thread, rather than not at all, if this is closed. */
    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (!closed) {
                queue.add(task);
                if (current == null || !watched) {
                    callThread();
                }
                return;
            }
        }
        run(task);
    }

    /** One to go on, or to watch that the one which runs does not hold up the others. */
    private void callThread() {
        if (idle > 0) {
            notify();
        } else {
            idle++; // from now on: it looks for work as soon as it runs
            try {
                threads.newThread(this::work).start();
            } catch (OutOfMemoryError e) { // what is thrown when the system has no thread left, too
                idle--;
                if (!retrying) {
                    retrying = true;
                    afterAWhile(this::callAgain, e);
                }
            }
        }
    }

    private synchronized void callAgain() {
        retrying = false;
        if (!queue.isEmpty() && (current == null || !watched)) {
            callThread();
        }
    }

    /** For what could not begin for want of a thread: users wait for what hangs on it. */
    static void afterAWhile(Runnable again, OutOfMemoryError why) {
        LOG.warn("a thread for callbacks cannot be started, which is tried again: {}", why.getMessage());
        CompletableFuture.delayedExecutor(RETRY.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                .execute(again);
    }

    private void work() {
        for (Runnable task = next(true); task != null; task = next(false)) {
            run(task);
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LOG.error("a callback has thrown an exception", e);
        }
    }

    /** @return null if the thread is to end */
    private synchronized @Nullable Runnable next(boolean fresh) {
        Thread self = Thread.currentThread();
        if (current == self) {
            current = null;
        } else if (!fresh) {
            slow--;
        }
        idle += fresh ? 0 : 1;
        long giveUp = System.nanoTime() + KEEP_ALIVE.toNanos();
        while (!isMyTurn()) {
            long now = System.nanoTime();
            boolean watch = !queue.isEmpty() && !watched;
            if (!watch && (closed || now - giveUp >= 0)) {
                idle--;
                return null;
            }
            long until = watch ? began + patience() : giveUp;
            watched |= watch;
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, until - now));
            } catch (InterruptedException e) {
                // Nobody but a callback knows this thread, and what it meant to interrupt is over.
            }
            watched &= !watch;
        }
        idle--;
        slow += current == null ? 0 : 1;
        current = self;
        began = System.nanoTime();
        Runnable task = queue.remove();
        if (!queue.isEmpty() && !watched) {
            callThread();
        }
        return task;
    }

    private boolean isMyTurn() {
        return !queue.isEmpty() && (current == null || System.nanoTime() - began >= patience());
    }

    private long patience() {
        return PATIENCE.toNanos() / (1 + slow);
    }

    /** Runs what has come, and nothing more. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
