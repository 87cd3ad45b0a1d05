package io.stoker.task;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What a property is compared with: numbers as BigDecimals without trailing zeros, Strings and Booleans. */
final class Constants {
    private static final int MAX_DIGITS = 1_000;
    private static final int MAX_BITS = 4 * MAX_DIGITS;
    private static final int PLAIN_DIGITS = 40;

    private Constants() {}

    /** The constant for a value of Java. */
    static Object of(@Nullable Object value) {
        if (value instanceof Boolean) {
            return value;
        }
        if (value instanceof CharSequence text) {
            return requireText(text.toString());
        }
        BigDecimal number = number(value);
        if (number == null) {
            throw new IllegalArgumentException("a property can be compared with a finite number of at most "
                    + MAX_DIGITS + " digits, text, true or false, but not with " + Brief.of(value));
        }
        return bounded(number);
    }

    private static String requireText(String text) {
        if (Utf8.halfPair(text) >= 0) {
            throw new IllegalArgumentException(
                    "a text with half of a surrogate pair cannot be compared with a property");
        }
        return text;
    }

    /** @throws IllegalArgumentException if it has too many digits before or after the point */
    static BigDecimal bounded(BigDecimal number) {
        long whole = (long) number.precision() - number.scale();
        if (number.signum() != 0
                && (whole > MAX_DIGITS || number.stripTrailingZeros().scale() > MAX_DIGITS)) {
            throw tooLong();
        }
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    /** @throws IllegalArgumentException if the result has too many digits, or the exponent is none */
    static BigDecimal power(BigDecimal base, BigDecimal exponent) {
        boolean whole = exponent.scale() <= 0 && exponent.signum() >= 0;
        if (!whole || exponent.compareTo(BigDecimal.valueOf(MAX_BITS)) > 0) {
            throw new IllegalArgumentException("an exponent must be a whole number from 0 to " + MAX_BITS);
        }
        int times = exponent.intValueExact();
        if ((long) base.unscaledValue().bitLength() * times > 4L * MAX_BITS) {
            throw tooLong();
        }
        return bounded(base.pow(times));
    }

    private static IllegalArgumentException tooLong() {
        return new IllegalArgumentException(
                "a number in a condition may have at most " + MAX_DIGITS + " digits before and after the point");
    }

    /**
     * The value compared with the number: negative if it is smaller. Empty if it is no number: text, NaN, or longer
     * than any constant.
     */
    static OptionalInt compare(@Nullable Object value, BigDecimal constant) {
        if (value instanceof Double || value instanceof Float) {
            double real = ((Number) value).doubleValue();
            if (Double.isInfinite(real)) {
                return OptionalInt.of(real > 0 ? 1 : -1);
            }
        }
        BigDecimal number = number(value);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number.compareTo(constant));
    }

    static String text(Object constant) {
        if (constant instanceof BigDecimal number) {
            boolean plain = number.precision() - number.scale() <= PLAIN_DIGITS && number.scale() <= PLAIN_DIGITS;
            return plain ? number.toPlainString() : number.toString();
        }
        if (constant instanceof String text) {
            return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
        }
        return constant.toString();
    }

    private static @Nullable BigDecimal number(@Nullable Object value) {
        BigDecimal number = exact(value);
        return number == null || number.unscaledValue().bitLength() > MAX_BITS ? null : number;
    }

    private static @Nullable BigDecimal exact(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (value instanceof BigInteger number) {
            return new BigDecimal(number);
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        if (value instanceof Double || value instanceof Float) {
            return real((Number) value);
        }
        return null;
    }

    /** A whole number is exactly itself; a fraction is what is printed for it, in its own precision. */
    private static @Nullable BigDecimal real(Number value) {
        double real = value.doubleValue();
        if (!Double.isFinite(real)) {
            return null;
        }
        return real == Math.rint(real) ? new BigDecimal(real) : new BigDecimal(value.toString());
    }
}
