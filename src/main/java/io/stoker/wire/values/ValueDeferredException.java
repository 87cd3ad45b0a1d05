package io.stoker.wire.values;

import io.stoker.task.StokerException;

/** Nothing of a value can be taken just now. */
public final class ValueDeferredException extends StokerException {
    private static final long serialVersionUID = 1;

    /** @param reason for people */
    public ValueDeferredException(String reason) {
        super(reason);
    }
}
