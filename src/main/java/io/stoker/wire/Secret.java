package io.stoker.wire;

import java.security.SecureRandom;
import java.util.HexFormat;

/** 128 random bits: whoever says them has been told them. Its text, which may get into a log, does not show them. */
public record Secret(long high, long low) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int DIGITS = 32;

    /** One that nobody else has. */
    public static Secret random() {
        return new Secret(RANDOM.nextLong(), RANDOM.nextLong());
    }

    /** The bits as 32 hexadecimal digits, for those who may know them. */
    public String digits() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }

    /**
     * Reads {@link #digits()} back; an {@link IllegalArgumentException}, without the text, if they are no such digits.
     */
    public static Secret ofDigits(String digits) {
        if (!digits.matches("[0-9a-f]{" + DIGITS + "}")) {
            throw new IllegalArgumentException("a secret has " + DIGITS + " hexadecimal digits");
        }
        return new Secret(
                HexFormat.fromHexDigitsToLong(digits.substring(0, DIGITS / 2)),
                HexFormat.fromHexDigitsToLong(digits.substring(DIGITS / 2)));
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
