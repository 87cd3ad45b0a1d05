package io.stoker.engine;

import io.stoker.engine.ProcessClock.Moment;
import java.time.Duration;
import java.util.List;
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
    private boolean interrupted;
    private boolean over;

    AttemptProcesses(UserProcesses processes) {
        this.processes = processes;
    }

    /** The attempt is to end. It may wait for a process, or for what one prints, which no interrupt ends. */
    synchronized void interrupted() {
        if (!over) {
            interrupted = true;
            end();
        }
    }

    /** The attempt has ended; from now on what is started is another one's. */
    synchronized void over() {
        over = true;
        if (interrupted) {
            end();
        }
    }

    private void end() {
        List<ProcessHandle> started =
                ProcessClock.startedSince(began, processes.now().stream()).toList();
        if (!started.isEmpty()) {
            LOG.info("ended processes of an interrupted attempt: {}", UserProcesses.describe(started));
            UserProcesses.end(started, PATIENCE);
        }
    }
}
