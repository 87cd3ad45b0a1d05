package io.stoker.engine;

import io.stoker.engine.ProcessClock.Moment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the processes of one attempt that is to end: those that were started since it began. A process that an attempt
 * starts and leaves when it ends by itself is let be, as in plain Java; it ends with the engine.
 */
final class AttemptProcesses {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptProcesses.class);
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final UserProcesses processes;
    private final Moment began = Moment.now();
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private boolean over;

    AttemptProcesses(UserProcesses processes) {
        this.processes = processes;
    }

    /**
     * Notes that the attempt is to end, so that its processes end with it at the latest; does not look for them. Said
     * before the attempt hears of it, which may be over at once.
     *
     * @return whether it was not said before
     */
    boolean interrupt() {
        return interrupted.compareAndSet(false, true);
    }

    /** Ends them now. The attempt may wait for a process, or for what one prints, which no interrupt ends. */
    synchronized void end() {
        if (!over) {
            endStarted();
        }
    }

    /** The attempt has ended; from now on what is started is another one's. */
    synchronized void over() {
        over = true;
        if (interrupted.get()) {
            endStarted();
        }
    }

    private void endStarted() {
        List<ProcessHandle> started =
                ProcessClock.startedSince(began, processes.now().stream()).toList();
        if (!started.isEmpty()) {
            LOG.info("ended processes of an interrupted attempt: {}", UserProcesses.describe(started));
            UserProcesses.end(started, PATIENCE);
        }
    }
}
