package io.stoker.task;

/**
 * The controller has a different ledger than before, in which the tasks of this client do not exist. The client
 * continues with the new ledger: later calls use it.
 */
public final class LedgerChangedException extends StokerException {
    private static final long serialVersionUID = 1L;

    public LedgerChangedException(String message) {
        super(message);
    }
}
