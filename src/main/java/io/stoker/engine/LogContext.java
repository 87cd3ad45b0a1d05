package io.stoker.engine;

import io.stoker.task.AttemptId;
import org.slf4j.MDC;

/**
 * Which attempt this thread runs, for what is logged meanwhile: the fields {@code taskId}, {@code attempt} and
 * {@code engine} of SLF4J's MDC. What user code has put there beside them goes with them.
 */
final class LogContext implements AutoCloseable {
    private LogContext() {}

    /** Begins, on the thread that calls this and has to close it. */
    static LogContext of(AttemptId attempt, int engine) {
        MDC.put("taskId", Long.toString(attempt.task()));
        MDC.put("attempt", Integer.toString(attempt.number()));
        MDC.put("engine", Integer.toString(engine));
        return new LogContext();
    }

    @Override
    public void close() {
        MDC.clear();
    }
}
