package io.stoker.client.pool;

import io.stoker.task.TaskFailedException;

/** The exceptions that those are told of who know functions, and not tasks. */
final class OwnException {
    private OwnException() {}

    /** What the function itself has thrown; if it is not for that reason that it failed, the failure as it is. */
    static Throwable of(Throwable failure) {
        return failure instanceof TaskFailedException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
