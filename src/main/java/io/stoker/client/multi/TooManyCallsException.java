package io.stoker.client.multi;

import io.stoker.task.StokerException;

/** An engine has too many pending calls of this client; nothing was sent to any engine. */
public final class TooManyCallsException extends StokerException {
    private static final long serialVersionUID = 1L;

    TooManyCallsException(int engineId, int open) {
        super(open + " calls to engine " + engineId
                + " are pending, which is the limit: wait for some of them, as "
                + "with barrier(…), or drop the queued ones with clearQueue()");
    }
}
