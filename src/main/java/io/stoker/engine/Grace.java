package io.stoker.engine;

import io.stoker.task.AttemptId;
import io.stoker.wire.EngineExit;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long an attempt may take to end when it was interrupted. What goes on after that cannot be ended in this JVM,
 * which therefore ends itself: a launcher has another one in a moment.
 */
final class Grace {
    private static final Logger LOG = LoggerFactory.getLogger(Grace.class);

    private final Duration time;
    private final Timer timer;
    private final IntConsumer endJvm;

    /** Does things later. */
    interface Timer {
        void after(Duration time, Runnable task);
    }

    Grace(Duration time, Timer timer, IntConsumer endJvm) {
        this.time = time;
        this.timer = timer;
        this.endJvm = endJvm;
    }

    /** The attempt was interrupted now. */
    void begin(AttemptId attempt, BooleanSupplier runsOn) {
        timer.after(time, () -> look(attempt, runsOn));
    }

    private void look(AttemptId attempt, BooleanSupplier runsOn) {
        if (runsOn.getAsBoolean()) {
            LOG.error(
                    "task {} (attempt {}) was interrupted and has not ended within {} ms (stoker.engine.interrupt-grace):"
                            + " this engine ends",
                    attempt.task(),
                    attempt.number(),
                    time.toMillis());
            endJvm.accept(EngineExit.WOULD_NOT_END);
        }
    }
}
