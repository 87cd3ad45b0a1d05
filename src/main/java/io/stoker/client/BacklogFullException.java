package io.stoker.client;

import io.stoker.task.StokerException;

/** Too much submitted data is still waiting for acceptance; nothing of this call was sent. */
public final class BacklogFullException extends StokerException {
    private static final long serialVersionUID = 1L;

    BacklogFullException(long bytes, long limit) {
        super("submitted tasks of " + (bytes >> 10) + " KiB have not been accepted yet, and the limit is "
                + (limit >> 10) + " KiB (stoker.client.max-backlog, or a quarter of this JVM's heap): wait for some of"
                + " their futures, or use run and runAll, which wait");
    }
}
