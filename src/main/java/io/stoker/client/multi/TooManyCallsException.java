package io.stoker.client.multi;

import io.stoker.task.StokerException;

/** An engine has too many pending calls of this client; nothing was sent to any engine. */
public final class TooManyCallsException extends StokerException {
    private static final long serialVersionUID = 1L;

    /** @param bytes how many these take, if that is the limit; else empty */
    TooManyCallsException(int engineId, int open, String bytes) {
        super(open + " calls to engine " + engineId + bytes
                + " are pending, which is the limit: wait for some of them, as "
                + "with barrier(…), or drop the queued ones with clearQueue()");
    }
}
