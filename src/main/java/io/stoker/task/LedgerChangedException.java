package io.stoker.task;

/**
 * The controller has another ledger than before, in which the tasks of this client do not exist. The client goes on
 * with the new one: what is asked from now on is asked of that.
 */
public final class LedgerChangedException extends StokerException {
    private static final long serialVersionUID = 1L;

    public LedgerChangedException(String message) {
        super(message);
    }
}
