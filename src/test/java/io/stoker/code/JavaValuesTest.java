package io.stoker.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.Seeds;
import io.stoker.code.Shop.Colour;
import io.stoker.code.Shop.Connection;
import io.stoker.code.Shop.Quote;
import io.stoker.code.Shop.Task;
import io.stoker.task.JavaObject;
import io.stoker.task.MalformedValueException;
import io.stoker.task.Subject;
import io.stoker.task.UnsendableValueException;
import io.stoker.task.ValueTooLargeException;
import io.stoker.task.Values;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Arguments and results of functions arrive as what they were. */
class JavaValuesTest {
    private static final Subject SUBJECT = Subject.of("send", "v");
    private static final ClassLoader HERE = JavaValuesTest.class.getClassLoader();

    private static Encoded encode(@Nullable Object value) {
        return JavaValues.encode(SUBJECT, value, 1 << 20);
    }

    private static @Nullable Object sent(@Nullable Object value) {
        return JavaValues.decode(encode(value).bytes(), HERE, ReadLimits.DEFAULT);
    }

    private static boolean isSerialised(@Nullable Object value) {
        return Values.decode(encode(value).bytes()) instanceof JavaObject;
    }

    /** Whether they have the same classes and are equal, and so have and are their parts. */
    private static boolean isSame(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null || one.getClass() != other.getClass()) {
            return one == other;
        }
        if (one.getClass().isArray()) {
            return Array.getLength(one) == Array.getLength(other)
                    && IntStream.range(0, Array.getLength(one))
                            .allMatch(i -> isSame(Array.get(one, i), Array.get(other, i)));
        }
        if (one instanceof List<?> left && other instanceof List<?> right) {
            return isSame(left.toArray(), right.toArray());
        }
        if (one instanceof Map<?, ?> left && other instanceof Map<?, ?> right) {
            return isSame(left.keySet().toArray(), right.keySet().toArray())
                    && isSame(left.values().toArray(), right.values().toArray());
        }
        return Objects.equals(one, other);
    }

    /** Values at random; those without Java serialisation stand first. */
    private static final class RandomObjects {
        private final Random random;
        private final List<Supplier<@Nullable Object>> exact;
        private final List<Supplier<Object>> others;

        RandomObjects(long seed) {
            random = new Random(seed);
            exact = List.of(
                    () -> null,
                    random::nextBoolean,
                    () -> (byte) random.nextInt(),
                    () -> (short) random.nextInt(),
                    () -> (char) random.nextInt(),
                    random::nextInt,
                    () -> (long) random.nextInt(9),
                    random::nextLong,
                    () -> Float.intBitsToFloat(random.nextInt()),
                    () -> Double.longBitsToDouble(random.nextLong()),
                    this::bigInteger,
                    () -> new BigDecimal(bigInteger(), random.nextInt()),
                    this::text,
                    () -> new UUID(random.nextLong(), random.nextLong()),
                    this::instant,
                    () -> LocalDate.ofEpochDay(random.nextInt()),
                    () -> LocalTime.ofNanoOfDay(random.nextInt(Integer.MAX_VALUE) * 7L),
                    () -> LocalDateTime.ofInstant(instant(), ZoneId.of("UTC")),
                    () -> OffsetDateTime.ofInstant(instant(), ZoneId.of("-03:30")),
                    () -> ZonedDateTime.ofInstant(instant(), ZoneId.of("Europe/Berlin")),
                    () -> Duration.ofNanos(random.nextLong()),
                    () -> new Date(random.nextLong()),
                    () -> new boolean[] {random.nextBoolean()},
                    () -> new byte[random.nextInt(3)],
                    () -> text().toCharArray(),
                    () -> new short[] {(short) random.nextInt()},
                    () -> random.ints(random.nextInt(5)).toArray(),
                    () -> random.longs(random.nextInt(5)).toArray(),
                    () -> new float[] {random.nextFloat()},
                    () -> random.doubles(random.nextInt(5)).toArray(),
                    () -> new String[] {text(), null});
            others = List.of(
                    () -> new Quote(text(), random.nextInt()),
                    () -> Colour.values()[random.nextInt(2)],
                    List::of,
                    () -> List.of(random.nextInt(), text()),
                    () -> Set.of(text()),
                    () -> new LinkedHashSet<>(Set.of(1, random.nextInt(9) + 2)),
                    () -> new TreeMap<>(Map.of(text(), random.nextInt())),
                    () -> new LinkedHashMap<>(Map.of(text(), new Quote("a", 1))),
                    () -> new Object[] {random.nextInt()},
                    () -> new int[][] {{random.nextInt()}, {}},
                    () -> new Integer[] {random.nextInt()},
                    () -> Arrays.asList(text(), null),
                    () -> Collections.nCopies(3, text()),
                    () -> int.class,
                    () -> new java.sql.Timestamp(random.nextLong()));
        }

        private BigInteger bigInteger() {
            BigInteger big = new BigInteger(random.nextInt(200), random);
            return random.nextBoolean() ? big : big.negate();
        }

        private String text() {
            char[] text = new char[random.nextInt(5)];
            for (int i = 0; i < text.length; i++) {
                text[i] = (char) (random.nextInt(4) == 0 ? random.nextInt() : 'a' + random.nextInt(26));
            }
            return new String(text);
        }

        private Instant instant() {
            return Instant.ofEpochSecond(random.nextInt() * 9L, random.nextInt(1_000_000_000));
        }

        @Nullable
        Object exact(int depth) {
            return depth > 0 && random.nextInt(3) == 0
                    ? list(depth, () -> exact(depth - 1))
                    : exact.get(random.nextInt(exact.size())).get();
        }

        Object other(int depth) {
            if (depth > 0 && random.nextInt(3) == 0) {
                List<@Nullable Object> list = list(depth, () -> exact(depth - 1));
                list.add(random.nextInt(list.size() + 1), other(depth - 1));
                return list;
            }
            return others.get(random.nextInt(others.size())).get();
        }

        private List<@Nullable Object> list(int depth, Supplier<@Nullable Object> element) {
            List<@Nullable Object> list = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                list.add(element.get());
            }
            return list;
        }
    }

    @Test
    void shouldBringEveryValueBackInItsClass() throws Exception {
        Seeds.each(3, seed -> {
            RandomObjects objects = new RandomObjects(seed);
            for (int i = 0; i < 2_000; i++) {
                Object exact = objects.exact(3);
                assertThat(isSame(sent(exact), exact))
                        .as(() -> "exact " + exact)
                        .isTrue();
                assertThat(isSerialised(exact)).as(() -> "exact " + exact).isFalse();
                assertThat(encode(exact).classes()).isEmpty();
                Object other = objects.other(3);
                assertThat(isSame(sent(other), other))
                        .as(() -> "other " + other)
                        .isTrue();
                assertThat(isSerialised(other)).as(() -> "other " + other).isTrue();
            }
        });
    }

    static List<Object> extremes() {
        return List.of(
                Instant.MIN,
                Instant.MAX,
                LocalDate.MIN,
                LocalDate.MAX,
                LocalDateTime.MIN,
                LocalDateTime.MAX,
                LocalTime.MIN,
                LocalTime.MAX,
                OffsetDateTime.MIN,
                OffsetDateTime.MAX,
                Duration.ofSeconds(Long.MIN_VALUE),
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                ZonedDateTime.of(LocalDateTime.of(2024, 10, 27, 2, 30), ZoneId.of("Europe/Berlin"))
                        .withLaterOffsetAtOverlap(),
                ZonedDateTime.of(LocalDateTime.of(2024, 10, 27, 2, 30), ZoneId.of("Europe/Berlin"))
                        .withEarlierOffsetAtOverlap(),
                ZonedDateTime.of(LocalDateTime.MIN, ZoneId.of("Z")),
                ZonedDateTime.of(LocalDateTime.of(2024, 1, 1, 0, 0), ZoneId.of("GMT+2")),
                ZonedDateTime.of(LocalDateTime.of(2024, 1, 1, 0, 0), ZoneId.of("UTC")),
                new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE),
                new BigDecimal(BigInteger.ZERO, Integer.MAX_VALUE),
                Double.NaN,
                -0.0,
                Double.MIN_VALUE,
                Float.NaN,
                -0f,
                Long.MIN_VALUE,
                new Date(Long.MIN_VALUE),
                "\ud800",
                Character.MAX_VALUE);
    }

    @ParameterizedTest
    @MethodSource("extremes")
    void shouldBringExtremesBack(Object value) {
        assertThat(sent(value)).isEqualTo(value).hasSameClassAs(value);
        assertThat(isSerialised(value)).isFalse();
    }

    /** Looks like a BigInteger to all that do not ask for its class. */
    private static final class Money extends BigInteger {
        private static final long serialVersionUID = 1L;

        Money(String text) {
            super(text);
        }
    }

    private static final class Numbers extends ArrayList<Integer> {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void shouldKeepSubclassesOfWhatIsExact() {
        assertThat(sent(new Money("5"))).isInstanceOf(Money.class).isEqualTo(new Money("5"));
        Numbers numbers = new Numbers();
        numbers.add(1);
        assertThat(sent(numbers)).isInstanceOf(Numbers.class).isEqualTo(List.of(1));
    }

    @Test
    void shouldKeepWhatIsOneAndTheSameOneAndTheSame() {
        int[] array = {1};
        List<?> read = (List<?>) sent(new ArrayList<>(List.of(array, array)));
        assertThat(read.get(0)).isSameAs(read.get(1));
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        List<?> cycle = (List<?>) sent(itself);
        assertThat(cycle.get(0)).isSameAs(cycle);
    }

    @Test
    void shouldKeepListsThatAreTooDeepForValues() {
        List<Object> deep = new ArrayList<>();
        for (int i = 0; i < Values.MAX_DEPTH; i++) {
            deep = new ArrayList<>(Collections.singletonList(deep));
        }
        assertThat(isSame(sent(deep), deep)).isTrue();
    }

    @Test
    void shouldKeepAListOfListsThatAreTheSameOneAgain() {
        Object doubled = 1;
        for (int i = 0; i < 90; i++) {
            doubled = new ArrayList<>(Arrays.asList(doubled, doubled));
        }
        List<?> read = (List<?>) sent(doubled);
        assertThat(read.get(0)).isSameAs(read.get(1));
    }

    @Test
    void shouldNameTheClassesThatAreNeeded() {
        assertThat(encode(new ArrayList<>(List.of(new Quote("a", 1)))).classes())
                .containsExactly(Quote.class);
    }

    @Test
    void shouldBeAnOpaqueValueWhereTheClassIsUnknown() {
        byte[] bytes = encode(new Quote("a", 1)).bytes();
        JavaObject opaque = (JavaObject) Values.decode(bytes);
        assertThat(opaque).hasToString("a io.stoker.code.Shop$Quote (serialised, " + opaque.bytes().length + " bytes)");
        Task<Integer> lambda = () -> 1;
        assertThat(Values.decode(encode(lambda).bytes()))
                .asString()
                .startsWith("a io.stoker.code.Shop$Task (serialised, ");
        assertThat(Values.encode("v", opaque)).isEqualTo(bytes);
        assertThat(sent(opaque)).isEqualTo(opaque);
    }

    @Test
    void shouldRefuseWhatCannotBeSent() {
        assertThatThrownBy(() -> encode(new ArrayList<>(List.of(1, new Connection()))))
                .isInstanceOf(UnsendableValueException.class)
                .hasMessage("cannot send 'v': v[1] is a io.stoker.code.Shop$Connection, which is not Serializable: make"
                        + " it Serializable");
        Subject rows = Subject.rows("map", 10, 1);
        assertThatThrownBy(() ->
                        JavaValues.encode(rows, new ArrayList<>(List.of(1, Map.of("a", new Connection()))), 1000))
                .hasMessageStartingWith("cannot map: element 11.a is a io.stoker.code.Shop$Connection, which is not");
    }

    @Test
    void shouldHoldToTheLimitInBothForms() {
        for (Object value : List.of(new byte[1000], new Object[] {new byte[1000]})) {
            int size = encode(value).bytes().length;
            assertThat(JavaValues.encode(SUBJECT, value, size).bytes()).hasSize(size);
            for (int less = 1; less < size; less += 20) {
                int limit = size - less;
                assertThatThrownBy(() -> JavaValues.encode(SUBJECT, value, limit))
                        .isInstanceOf(ValueTooLargeException.class);
            }
        }
    }

    @Test
    void shouldRefuseBytesThatAreNoValue() {
        assertThatThrownBy(() -> JavaValues.decode(new byte[0], HERE, ReadLimits.DEFAULT))
                .isInstanceOf(MalformedValueException.class);
        byte[] damaged = Values.encode("v", new JavaObject("x", new byte[4]));
        assertThatThrownBy(() -> JavaValues.decode(damaged, HERE, ReadLimits.DEFAULT))
                .isInstanceOf(MalformedValueException.class)
                .hasMessageStartingWith("these 4 bytes are not a Java object: ");
    }

    @Test
    void shouldReadTheClassesThatAreAllowed() {
        byte[] bytes = encode(new HashMap<>(Map.of(1, new Quote("a", 1)))).bytes();
        assertThat(JavaValues.decode(bytes, OtherJvm.with(), ReadLimits.DEFAULT, Quote.class.getName()::equals))
                .isEqualTo(Map.of(1, new Quote("a", 1)));
        assertThatThrownBy(() -> JavaValues.decode(bytes, OtherJvm.with(), ReadLimits.DEFAULT))
                .isInstanceOf(MalformedValueException.class)
                .hasMessageContaining("names the class io.stoker.code.Shop$Quote");
    }
}
