package io.stoker.wire;

import akka.actor.AbstractScheduler;
import akka.actor.Cancellable;
import akka.actor.Scheduler;
import akka.actor.SchedulerException;
import akka.event.LoggingAdapter;
import com.typesafe.config.Config;
import java.io.Closeable;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;

/**
 * The timers of an ActorSystem ({@code akka.scheduler.implementation}). Akka's own scheduler wakes up a hundred times a
 * second whether a timer is due or not; this one only when one is. A timer may be late by an eighth of its delay, so
 * that those that are due at about the same time share a wake-up.
 */
public final class Timers extends AbstractScheduler implements Closeable {
    private static final double MOST_A_SECOND = 1_000;

    private final ScheduledThreadPoolExecutor executor;
    private final LoggingAdapter log;
    /** What Akka wants to be done in any case: at the latest when the system ends. */
    private final Set<Runnable> atTheLatest = ConcurrentHashMap.newKeySet();

    private record Timer(Future<?> future, Runnable whenCancelled) implements Cancellable {
        @Override
        public boolean cancel() {
            boolean cancelled = future.cancel(false);
            if (cancelled) {
                whenCancelled.run();
            }
            return cancelled;
        }

        @Override
        public boolean isCancelled() {
            return future.isCancelled();
        }
    }

    /** Called by Akka, by reflection. */
    public Timers(Config config, LoggingAdapter log, ThreadFactory threads) {
        this.log = log;
        executor = new ScheduledThreadPoolExecutor(1, threads);
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** At a fixed rate is with a fixed delay here: nobody has to catch up with what was missed. */
    @Override
    @SuppressWarnings("deprecation") // abstract, and what schedules at a fixed rate ends here
    public Cancellable schedule(
            FiniteDuration initialDelay, FiniteDuration interval, Runnable runnable, ExecutionContext context) {
        return scheduleWithFixedDelay(initialDelay, interval, runnable, context);
    }

    /** Runs it once. */
    @Override
    public Cancellable scheduleOnce(FiniteDuration delay, Runnable runnable, ExecutionContext context) {
        if (runnable instanceof Scheduler.TaskRunOnClose) {
            atTheLatest.add(runnable);
        }
        long now = System.nanoTime();
        try {
            Future<?> timer = executor.schedule(
                    () -> execute(runnable, context), due(now, delay.toNanos()) - now, TimeUnit.NANOSECONDS);
            return new Timer(timer, () -> atTheLatest.remove(runnable));
        } catch (RejectedExecutionException e) {
            atTheLatest.remove(runnable);
            throw ended();
        }
    }

    @Override
    public double maxFrequency() {
        return MOST_A_SECOND;
    }

    /** Nothing is begun any more. */
    @Override
    public void close() {
        executor.shutdown();
        for (Runnable runnable : List.copyOf(atTheLatest)) {
            try {
                runnable.run();
            } catch (RuntimeException e) {
                log.error(e, "what was to be done at the end of the ActorSystem has failed");
            }
        }
        atTheLatest.clear();
    }

    /** As Akka expects it, which then does at once what it wanted to be done later, or lets it be. */
    private static IllegalStateException ended() {
        String message = "the ActorSystem has ended";
        return new IllegalStateException(message, new SchedulerException(message));
    }

    /** When a timer of this delay is due: at the first of the points of time that timers of about this delay share. */
    static long due(long now, long delay) {
        long apart = Math.max(Long.highestOneBit(delay / 8), 1);
        return Math.floorDiv(now + delay + apart - 1, apart) * apart;
    }

    private void execute(Runnable runnable, ExecutionContext context) {
        atTheLatest.remove(runnable);
        try {
            context.execute(runnable);
        } catch (Throwable e) { // as when the dispatcher has ended; the executor would keep it to itself
            log.error(e, "a timer cannot be run");
        }
    }
}
