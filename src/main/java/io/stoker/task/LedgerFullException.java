package io.stoker.task;

/** The ledger has as many unfinished tasks as it may have; when some have ended, more can be submitted. */
public final class LedgerFullException extends RefusedException {
    private static final long serialVersionUID = 1L;

    public LedgerFullException(String message) {
        super(message);
    }
}
