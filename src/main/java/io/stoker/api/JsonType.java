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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The types of values that are written with their name, as JSON has none of that kind. */
enum JsonType {
    /** These are texts, as Java writes and reads them. */
    BYTE("byte", Byte.class, Byte::valueOf),
    SHORT("short", Short.class, Short::valueOf),
    INT("int", Integer.class, Integer::valueOf),
    LONG("long", Long.class, Long::valueOf),
    FLOAT("float", Float.class, Float::valueOf),
    DOUBLE("double", Double.class, Double::valueOf),
    BIG_INTEGER("bigint", BigInteger.class, text -> new BigInteger(bounded(text))),
    BIG_DECIMAL("decimal", BigDecimal.class, text -> decimal(bounded(text))),
    INSTANT("instant", Instant.class, Instant::parse),
    DATE("date", LocalDate.class, LocalDate::parse),
    TIME("time", LocalTime.class, LocalTime::parse),
    DATE_TIME("datetime", LocalDateTime.class, LocalDateTime::parse),
    OFFSET_DATE_TIME("offset-datetime", OffsetDateTime.class, OffsetDateTime::parse),
    ZONED_DATE_TIME("zoned-datetime", ZonedDateTime.class, ZonedDateTime::parse),
    DURATION("duration", Duration.class, Duration::parse),
    UUID_("uuid", UUID.class, UUID::fromString),

    /** Milliseconds since 1970, of a {@code java.util.Date}. */
    JAVA_DATE("java-date", java.util.Date.class, null),
    /** A text of one character; of half a surrogate pair, its number. */
    CHAR("char", Character.class, null),
    /** Base64 of its characters, of a text with halves of surrogate pairs. */
    UTF_16("utf16", null, null),
    /** Base64. */
    BYTES("bytes", byte[].class, null),
    /** A text, or one as utf16. */
    CHARS("chars", char[].class, null),

    /** These are lists. */
    BOOLEANS("booleans", boolean[].class, null),
    SHORTS("shorts", short[].class, null),
    INTS("ints", int[].class, null),
    LONGS("longs", long[].class, null),
    FLOATS("floats", float[].class, null),
    DOUBLES("doubles", double[].class, null),
    STRINGS("strings", String[].class, null),
    SET("set", null, null),

    /** A list of lists of a key and its value. */
    MAP("map", null, null),
    /** An object whose keys may begin with {@code $}. */
    OBJECT("object", null, null),
    /** A record: {@code class} is its name, and the value an object, or as of a map. */
    RECORD("record", null, null),
    /** A serialised object: {@code class} is its name, and the value base64. */
    JAVA("java", null, null);

    private static final int MOST_DIGITS = 100_000;

    private static final Map<String, JsonType> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toMap(JsonType::word, type -> type));
    private static final Map<Class<?>, JsonType> BY_CLASS = Arrays.stream(values())
            .filter(type -> type.type != null)
            .collect(Collectors.toMap(type -> type.type, type -> type));

    private final String word;
    private final @Nullable Class<?> type;
    private final @Nullable Function<String, Object> parse;

    JsonType(String word, @Nullable Class<?> type, @Nullable Function<String, Object> parse) {
        this.word = word;
        this.type = type;
        this.parse = parse;
    }

    /** As {@code $type} has it. */
    String word() {
        return word;
    }

    /** How its text is read; null if it is no text. */
    @Nullable
    Function<String, Object> parse() {
        return parse;
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
