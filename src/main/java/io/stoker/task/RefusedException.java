package io.stoker.task;

import java.util.List;
import java.util.stream.LongStream;

/**
 * The controller has refused a command, and nothing of that was done; the message says why. Of many tasks that were
 * submitted together only some may have been refused: then the others have been accepted.
 */
public class RefusedException extends StokerException {
    private static final long serialVersionUID = 1L;

    private final long[] acceptedIds;

    public RefusedException(String message) {
        this(message, new long[0]);
    }

    /** Some tasks were refused, and others of the same call have these ids. */
    public RefusedException(String message, long... acceptedIds) {
        super(message);
        this.acceptedIds = acceptedIds.clone();
    }

    /** The ids of the tasks of the same call that were accepted, in the order of the call; mostly empty. */
    public List<Long> acceptedIds() {
        return LongStream.of(acceptedIds).boxed().toList();
    }
}
