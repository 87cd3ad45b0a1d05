package acme;

/** An enum whose constants have bodies: each is a class of its own. */
enum Tariff {
    PLAIN {
        @Override
        long of(long price) {
            return price;
        }
    },
    HALF {
        @Override
        long of(long price) {
            return Texts.half(price);
        }
    };

    abstract long of(long price);
}
