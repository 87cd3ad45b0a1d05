package io.stoker.api;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The types of values that are written with their name, as JSON has none of that kind. */
enum JsonType {
    /** These are texts, as Java writes and reads them. */
    BYTE("byte", Byte.class, true),
    SHORT("short", Short.class, true),
    INT("int", Integer.class, true),
    LONG("long", Long.class, true),
    FLOAT("float", Float.class, true),
    DOUBLE("double", Double.class, true),
    BIG_INTEGER("bigint", BigInteger.class, true),
    BIG_DECIMAL("decimal", BigDecimal.class, true),
    INSTANT("instant", Instant.class, true),
    DATE("date", LocalDate.class, true),
    TIME("time", LocalTime.class, true),
    DATE_TIME("datetime", LocalDateTime.class, true),
    OFFSET_DATE_TIME("offset-datetime", OffsetDateTime.class, true),
    ZONED_DATE_TIME("zoned-datetime", ZonedDateTime.class, true),
    DURATION("duration", Duration.class, true),
    UUID_("uuid", UUID.class, true),

    /** Milliseconds since 1970, of a {@code java.util.Date}. */
    JAVA_DATE("java-date", java.util.Date.class, false),
    /** A text of one character; of half a surrogate pair, its number. */
    CHAR("char", Character.class, false),
    /** Base64 of its characters, of a text with halves of surrogate pairs. */
    UTF_16("utf16", null, false),
    /** Base64. */
    BYTES("bytes", byte[].class, false),
    /** A text, or one as utf16. */
    CHARS("chars", char[].class, false),

    /** These are lists. */
    BOOLEANS("booleans", boolean[].class, false),
    SHORTS("shorts", short[].class, false),
    INTS("ints", int[].class, false),
    LONGS("longs", long[].class, false),
    FLOATS("floats", float[].class, false),
    DOUBLES("doubles", double[].class, false),
    STRINGS("strings", String[].class, false),
    SET("set", null, false),

    /** A list of lists of a key and its value. */
    MAP("map", null, false),
    /** An object whose keys may begin with {@code $}. */
    OBJECT("object", null, false),
    /** A record: {@code class} is its name, and the value an object, or as of a map. */
    RECORD("record", null, false),
    /** A serialised object: {@code class} is its name, and the value base64. */
    JAVA("java", null, false);

    private static final int MOST_DIGITS = 100_000;

    private static final Map<String, JsonType> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toMap(JsonType::word, type -> type));
    private static final Map<Class<?>, JsonType> BY_CLASS = Arrays.stream(values())
            .filter(type -> type.type != null)
            .collect(Collectors.toMap(type -> type.type, type -> type));

    private final String word;
    private final @Nullable Class<?> type;
    private final boolean isParsed;

    /** @param isParsed whether a text is all there is of it, as Java writes and reads it */
    JsonType(String word, @Nullable Class<?> type, boolean isParsed) {
        this.word = word;
        this.type = type;
        this.isParsed = isParsed;
    }

    /** As {@code $type} has it. */
    String word() {
        return word;
    }

    /** Whether it has a text that {@link #parse} reads. */
    boolean isParsed() {
        return isParsed;
    }

    /**
     * The value of a text.
     *
     * @throws IllegalArgumentException or a {@code DateTimeException}, if it is none
     */
    Object parse(String text) {
        return switch (this) {
            case BYTE -> Byte.valueOf(text);
            case SHORT -> Short.valueOf(text);
            case INT -> Integer.valueOf(text);
            case LONG -> Long.valueOf(text);
            case FLOAT -> Float.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case BIG_INTEGER -> new BigInteger(bounded(text));
            case BIG_DECIMAL -> decimal(bounded(text));
            case INSTANT -> Instant.parse(text);
            case DATE -> LocalDate.parse(text);
            case TIME -> LocalTime.parse(text);
            case DATE_TIME -> LocalDateTime.parse(text);
            case OFFSET_DATE_TIME -> OffsetDateTime.parse(text);
            case ZONED_DATE_TIME -> ZonedDateTime.parse(text);
            case DURATION -> Duration.parse(text);
            case UUID_ -> UUID.fromString(text);
            default -> throw new IllegalStateException(word + " is more than a text");
        };
    }

    /** The type of this name; null if there is none. */
    static @Nullable JsonType of(String word) {
        return BY_WORD.get(word);
    }

    /** The type for values of a class; null if there is none. */
    static @Nullable JsonType of(Class<?> type) {
        return BY_CLASS.get(type);
    }

    /** In all words, for people. */
    static String words() {
        return Arrays.stream(values()).map(JsonType::word).collect(Collectors.joining(", "));
    }

    /** Those of the largest exponents Java writes, but does not read. */
    private static BigDecimal decimal(String text) {
        int exponent = text.toUpperCase(Locale.ROOT).indexOf('E');
        if (exponent < 0) {
            return new BigDecimal(text);
        }
        BigDecimal digits = new BigDecimal(text.substring(0, exponent));
        long scale = digits.scale() - Long.parseLong(text.substring(exponent + 1));
        if (scale != (int) scale) {
            throw new NumberFormatException("its exponent is too large");
        }
        return new BigDecimal(digits.unscaledValue(), (int) scale);
    }

    private static String bounded(String text) {
        if (text.length() > MOST_DIGITS) { // reading takes time in the square of that
            throw new NumberFormatException("it has more than " + MOST_DIGITS + " digits");
        }
        return text;
    }
}
