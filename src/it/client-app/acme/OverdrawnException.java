package acme;

/** An exception of the program's own, with data in it. */
final class OverdrawnException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long cents;

    OverdrawnException(String owner, long cents) {
        super(owner + " has " + cents);
        this.cents = cents;
    }

    long cents() {
        return cents;
    }
}
