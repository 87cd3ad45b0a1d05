package io.stoker.store;

/** Another controller has taken the lease: nothing was written, and nothing ever will be under the old epoch. */
public final class FencedException extends StoreException {
    private static final long serialVersionUID = 1L;

    public FencedException(long epoch, long current) {
        super("the lease has epoch " + current + " now, but this commit has epoch " + epoch);
    }
}
