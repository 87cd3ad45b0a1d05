package acme;

/** No other class refers to it. */
final class Hidden {
    @Override
    public String toString() {
        return "found";
    }
}
