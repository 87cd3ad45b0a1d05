package io.stoker.task;

import org.jspecify.annotations.Nullable;

/**
 * The closed set of types that travel between clients and engines, exactly both ways, as CBOR.
 *
 * <ul>
 *   <li>{@code null}, {@code Boolean}, {@code Character}, and {@code String}; any other {@code CharSequence} arrives as
 *       a {@code String}
 *   <li>{@code Byte}, {@code Short}, {@code Integer}, {@code Long}, {@code Float}, {@code Double}, {@code BigInteger},
 *       {@code BigDecimal}, each as itself
 *   <li>arrays of primitives, and {@code String[]}
 *   <li>every {@code List}, as an {@code ArrayList}; every {@code Set}, as a {@code LinkedHashSet}; every {@code Map},
 *       whatever its keys, as a {@code LinkedHashMap}; all in their order, with values of these types inside
 *   <li>{@code Instant}, {@code LocalDate}, {@code LocalTime}, {@code LocalDateTime}, {@code OffsetDateTime},
 *       {@code ZonedDateTime}, {@code Duration}, {@code java.util.Date}, {@code UUID}
 *   <li>records whose components are of these types, as a {@link RecordValue}
 *   <li>a {@link JavaObject}, which stands for a value of a type outside this set
 * </ul>
 *
 * <p>No other types can be sent as they are: a bean that arrived as a map of its properties would not be the pushed
 * value.
 */
public final class Values {
    /** How deep lists, sets, maps and records may be nested. */
    public static final int MAX_DEPTH = 100;

    /** How many bytes one encoded value may have. */
    public static final int MAX_BYTES = 256 << 20;

    private Values() {}

    /**
     * The value as bytes.
     *
     * @param name the value's name, where the path in an error message starts
     * @throws UnsendableValueException if the value or something inside it is not one of the types above, contains
     *     itself, lies deeper than {@link #MAX_DEPTH}, takes more than {@link #MAX_BYTES}, throws while it is read, or
     *     has keys or elements of a set that differ here and would arrive as one; the message names the path to it
     */
    public static byte[] encode(String name, @Nullable Object value) {
        return encode(Subject.of("send", name), value, MAX_BYTES);
    }

    /** As {@link #encode(String, Object)}, with errors in the words of a call. */
    public static byte[] encode(Subject subject, @Nullable Object value) {
        return encode(subject, value, MAX_BYTES);
    }

    /**
     * As {@link #encode(Subject, Object)}, with another limit.
     *
     * @throws ValueTooLargeException if the value takes more than {@code maxBytes}; little more is ever encoded of it
     */
    public static byte[] encode(Subject subject, @Nullable Object value, int maxBytes) {
        return new ValueWriter(Arguments.given(subject, "encode needs a subject"), maxBytes).encode(value);
    }

    /**
     * The value that {@link #encode} made {@code bytes} of. It takes memory in proportion to {@code bytes}, whatever
     * lengths they claim.
     *
     * @throws MalformedValueException if {@code bytes} are not exactly one encoded value
     */
    public static @Nullable Object decode(byte[] bytes) {
        return ValueReader.decode(Arguments.given(bytes, "decode needs bytes"));
    }
}
