package io.stoker.engine;

import io.stoker.task.AttemptId;
import io.stoker.wire.ExitCode;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How long an attempt may take to end when it was interrupted. What goes on after that cannot be ended in this JVM,
 * which therefore is to end: a launcher has another one in a moment.
 */
final class InterruptWatchdog {
    private final Duration time;
    private final Timer timer;
    private final EngineCallbacks engine;

    /** Does things later. */
    interface Timer {
        void after(Duration time, Runnable task);
    }

    InterruptWatchdog(Duration time, Timer timer, EngineCallbacks engine) {
        this.time = time;
        this.timer = timer;
        this.engine = engine;
    }

    /** The attempt was interrupted now. */
    void begin(AttemptId attempt, BooleanSupplier runsOn) {
        timer.after(time, () -> look(attempt, runsOn));
    }

    private void look(AttemptId attempt, BooleanSupplier runsOn) {
        if (runsOn.getAsBoolean()) {
            engine.end(
                    ExitCode.WOULD_NOT_END.number(),
                    "task " + attempt.task() + " (attempt " + attempt.number()
                            + ") was interrupted and did not end within " + time.toMillis()
                            + " ms (stoker.engine.interrupt-grace)");
        }
    }
}
