package io.stoker.wire;

import java.math.BigInteger;
import java.security.SecureRandom;

/** 128 random bits: whoever says them has been told them. Its text, which may get into a log, does not show them. */
public record Secret(long high, long low) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int DIGITS = 32;
    private static final int HEXADECIMAL = 16;

    /** One that nobody else has. */
    public static Secret random() {
        return new Secret(RANDOM.nextLong(), RANDOM.nextLong());
    }

    /** The bits as 32 hexadecimal digits, for those who may know them. */
    public String digits() {
        return String.format("%016x%016x", high, low);
    }

    /** Reads {@link #digits()} back; an {@link IllegalArgumentException}, without the text, if they are no such digits. */
    public static Secret ofDigits(String digits) {
        if (!digits.matches("[0-9a-f]{" + DIGITS + "}")) {
            throw new IllegalArgumentException("a secret has " + DIGITS + " hexadecimal digits");
        }
        BigInteger bits = new BigInteger(digits, HEXADECIMAL);
        return new Secret(bits.shiftRight(Long.SIZE).longValue(), bits.longValue());
    }

    /** Takes as long whether the first bits differ or the last. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && ((high ^ secret.high) | (low ^ secret.low)) == 0;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high ^ low);
    }

    @Override
    public String toString() {
        return "Secret";
    }
}
