package io.stoker.store;

/**
 * The store does not take a value, or does not have it: trying again does not help. Any other {@link StoreException}
 * about a value may pass, but for a {@link DamagedException}.
 */
public final class ValueRefusedException extends StoreException {
    private static final long serialVersionUID = 1L;

    public ValueRefusedException(String message) {
        super(message);
    }

    /**
     * There is no room for a value.
     *
     * @param taken how many bytes of values the store has
     * @param most how many it may have
     * @param size how many the value takes
     */
    public static ValueRefusedException noRoom(long taken, long most, long size) {
        return new ValueRefusedException("the store is full: it holds " + taken + " of " + most
                + " bytes (stoker.max-stored-values), and the value takes " + size
                + ": clear tasks, of which successful ones have the large values of their results, and all others their"
                + " large arguments");
    }
}
