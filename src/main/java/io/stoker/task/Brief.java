package io.stoker.task;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value in a few words, for people. It is never asked for more of its text than that shows. */
public final class Brief {
    private static final int LONGEST = 40;
    private static final int MOST_BITS = 1_000;

    private Brief() {}

    /**
     * Text in quotes; values that may be long, or whose {@code toString} is other people's code, by their type only.
     */
    static String of(@Nullable Object value) {
        if (value instanceof CharSequence text) {
            return "'" + text(text) + "'";
        }
        if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
            return "a " + value.getClass().getTypeName();
        }
        if (value == null || isPlain(value)) {
            return Visible.of(String.valueOf(value));
        }
        return "a " + value.getClass().getTypeName();
    }

    private static boolean isPlain(Object value) {
        if (value instanceof Number number) {
            return isShort(number);
        }
        return value instanceof Boolean
                || value instanceof Character
                || TextType.BY_CLASS.containsKey(value.getClass());
    }

    /** How a text begins, as it can be shown. */
    static String text(CharSequence text) {
        String head = text.length() <= LONGEST
                ? text.toString()
                : Utf8.cut(text.subSequence(0, LONGEST + 1).toString(), LONGEST);
        return Visible.of(
                text.length() <= LONGEST
                        ? head
                        : head + String.format(Locale.ROOT, "… (%,d characters)", text.length()));
    }

    private static boolean isShort(Number number) {
        return bits(number) <= MOST_BITS
                && (number instanceof BigInteger
                        || number instanceof BigDecimal
                        || number.getClass().getPackageName().equals("java.lang"));
    }

    private static int bits(Number number) {
        return number instanceof BigInteger big
                ? big.bitLength()
                : number instanceof BigDecimal decimal ? decimal.unscaledValue().bitLength() : 0;
    }

    /**
     * The text of a number. It takes time with the square of its digits, so that one of more digits than are shown is
     * told by its size.
     */
    public static String number(Number number, int mostDigits) {
        int bits = bits(number);
        return bits / 4 <= mostDigits // a digit has 3.3 bits
                ? number.toString()
                : String.format(
                        Locale.ROOT, "(a %s of %,d bits)", number.getClass().getSimpleName(), bits);
    }
}
