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
}
