package io.stoker.store;

import io.stoker.task.StokerException;

/** The ledger could not be read or written; the message says why and what to do. */
public class StoreException extends StokerException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
