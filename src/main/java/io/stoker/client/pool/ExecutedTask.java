package io.stoker.client.pool;

import io.stoker.task.TaskAbortedException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A function whose future nobody has. */
final class ExecutedTask extends PooledTask<@Nullable Void> {
    private static final Logger LOG = LoggerFactory.getLogger(ExecutedTask.class);

    @SuppressWarnings("NullAway") // the null is what a Void can be
    ExecutedTask(Runnable function) {
        super(function, null);
    }

    ExecutedTask(Callable<@Nullable Void> function) {
        super(function);
    }

    @Override
    protected void setException(Throwable failure) {
        super.setException(failure);
        if (!(failure instanceof TaskAbortedException)) { // which somebody has asked for
            LOG.error("a function that was given to execute has failed", failure);
        }
    }
}
