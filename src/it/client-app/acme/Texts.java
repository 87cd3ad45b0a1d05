package acme;

/** Static helpers: no function captures this class, they only call it. */
final class Texts {
    private static final String MARK = mark();

    private Texts() {}

    private static String mark() {
        return "<" + Texts.class.getSimpleName() + ">";
    }

    static long half(long price) {
        return price / 2;
    }

    static String marked(String text) {
        return MARK + text;
    }
}
