package io.stoker.engine;

import io.stoker.wire.ToEngine.Assignment;

/** What the task thread does next. */
sealed interface Work {

    /** Run an attempt, unless it is taken away before it starts. */
    record Attempt(Assignment assignment) implements Work {}

    /** Do a direct call, which has left the queue. */
    record Direct(Incoming call) implements Work {}
}
