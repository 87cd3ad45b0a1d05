package io.stoker.task;

/** Some of the results that were to be cleared are not there; the others were cleared. */
public final class PartlyClearedException extends StokerException {
    private static final long serialVersionUID = 1L;

    private final long cleared;

    /** {@code cleared} results were, and the message says which were not. */
    public PartlyClearedException(long cleared, String message) {
        super(message);
        this.cleared = cleared;
    }

    /** How many results were cleared. */
    public long cleared() {
        return cleared;
    }
}
