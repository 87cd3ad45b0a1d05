package io.stoker.cli.bench;

import io.stoker.client.TaskClient;
import io.stoker.task.Task;
import java.time.Duration;

/** A way of submitting tasks. */
interface Load {
    /** A task that does nothing: what is measured is the system. */
    Task NO_OP = Task.of("");

    /** How long a load may wait for its last results. */
    Duration PATIENCE = Duration.ofMinutes(2);

    /** What it does, in a few words. */
    String name();

    /** Submits until the timer has run out, and waits until every task has ended. */
    Sample run(TaskClient tc, Timer timer);
}
