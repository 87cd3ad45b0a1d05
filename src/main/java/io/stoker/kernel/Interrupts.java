package io.stoker.kernel;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts that come from outside of user code, as against those that it sends to threads of its own.
 *
 * <p>A kernel puts calls of {@link #check} into loops and functions, so that what never waits can be ended as well.
 * These must not throw where plain code would not: a thread that nobody outside has interrupted keeps its flag, and one
 * that was interrupted hears of it once, be it by a check or by a wait that throws. From then on its code cleans up as
 * it would anywhere else.
 */
public final class Interrupts {
    private static final int DEEPEST_CAUSE = 20;
    private static final Map<Thread, Sent> SENT = new ConcurrentHashMap<>();

    /** Whether {@link #SENT} has any: all that a check asks as long as nothing is to end. */
    private static volatile boolean any;

    private Interrupts() {}

    /**
     * Interrupts the thread. Does nothing if it was sent an interrupt that it has not heard of yet.
     *
     * @param insistAfter how long it may take to end once it has heard of it; from then on every check throws. Null to
     *     leave it at the one time.
     */
    public static synchronized void send(Thread thread, @Nullable Duration insistAfter) {
        SENT.keySet().removeIf(other -> !other.isAlive());
        if (!SENT.containsKey(thread)) {
            // In this order: a check that finds the entry and no flag knows that a wait has thrown.
            thread.interrupt();
            SENT.put(thread, new Sent(insistAfter == null ? Long.MAX_VALUE : insistAfter.toNanos()));
        }
        any = !SENT.isEmpty();
    }

    /** The thread need no longer end, or has ended. The caller handles its flag. */
    public static synchronized void withdraw(Thread thread) {
        SENT.remove(thread);
        any = !SENT.isEmpty();
    }

    /**
     * Called by user code's loops and functions.
     *
     * @throws InterruptedException if this thread is to end and has not heard of it, or goes on for too long since. The
     *     flag is clear then, as always with this exception.
     */
    public static void check() throws InterruptedException {
        if (any) {
            Thread thread = Thread.currentThread();
            Sent sent = SENT.get(thread);
            if (sent != null && sent.isDue(thread)) {
                throw new InterruptedException("interrupted from outside");
            }
        }
    }

    /** Called where user code catches something, which may be what tells it of an interrupt. */
    public static void caught(@Nullable Throwable thrown) {
        if (any) {
            Thread thread = Thread.currentThread();
            Sent sent = SENT.get(thread);
            if (sent != null && !sent.delivered && (!thread.isInterrupted() || tellsOfInterrupt(thrown))) {
                sent.delivered(thread);
            }
        }
    }

    /** By their names: many libraries have an exception of their own for it, and some set the flag again. */
    private static boolean tellsOfInterrupt(@Nullable Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; i < DEEPEST_CAUSE && cause != null; i++, cause = cause.getCause()) {
            if (cause.getClass().getName().contains("Interrupt")) {
                return true;
            }
        }
        return false;
    }

    /** An interrupt; but for its making, only the thread that it was sent to uses it. */
    private static final class Sent {
        private final long patience;
        private boolean delivered;
        private long deliveredAt;

        Sent(long patience) {
            this.patience = patience;
        }

        boolean isDue(Thread thread) {
            if (delivered) {
                return System.nanoTime() - deliveredAt >= patience;
            }
            delivered(thread);
            return Thread.interrupted();
        }

        void delivered(Thread thread) {
            delivered = true;
            deliveredAt = System.nanoTime();
            if (patience == Long.MAX_VALUE) {
                withdraw(thread);
            }
        }
    }
}
