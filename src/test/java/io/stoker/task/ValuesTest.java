package io.stoker.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.Seeds;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    @Test
    void aLongStaysALong() {
        assertSent(1L);
        assertSent(1);
        assertSent(List.of(5L, 5, (short) 5, (byte) 5));
    }

    @ParameterizedTest
    @MethodSource("extremes")
    void theOutermostOfEachTypeArriveAsThemselves(Object value) {
        assertSent(value);
    }

    static List<Object> extremes() {
        return List.of(
                Integer.MIN_VALUE,
                Integer.MAX_VALUE,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                (long) Integer.MIN_VALUE,
                (long) Integer.MAX_VALUE + 1,
                Byte.MIN_VALUE,
                Short.MIN_VALUE,
                Character.MIN_VALUE,
                Character.MAX_VALUE,
                Float.NaN,
                Float.MIN_VALUE,
                Float.POSITIVE_INFINITY,
                -0.0f,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                -0.0,
                BigInteger.ZERO,
                BigInteger.ONE.negate(),
                BigInteger.valueOf(Long.MIN_VALUE),
                BigInteger.TWO.pow(100_000),
                BigInteger.TWO.pow(100_000).negate(),
                new BigDecimal("0.00"),
                new BigDecimal("-1E+5"),
                new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE),
                new BigDecimal(BigInteger.TWO.pow(10_000), Integer.MAX_VALUE),
                Instant.MIN,
                Instant.MAX,
                LocalDate.MIN,
                LocalDate.MAX,
                LocalTime.MAX,
                LocalDateTime.MIN,
                OffsetDateTime.MIN,
                OffsetDateTime.MAX,
                Duration.ofSeconds(Long.MIN_VALUE),
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                Duration.ofNanos(-1),
                new Date(Long.MIN_VALUE),
                ZonedDateTime.parse("2024-10-27T02:30:00+01:00[Europe/Berlin]"),
                ZonedDateTime.parse("2024-10-27T02:30:00+02:00[Europe/Berlin]"),
                new UUID(-1, 1),
                "",
                "\0",
                "𝄞",
                "half a pair \ud834",
                "\udd1e\ud834",
                "x".repeat(1_000_000),
                "𝄞é€".repeat(200_000));
    }

    @Test
    void arraysArriveAsTheArraysTheyWere() {
        assertSent(new byte[] {1, -1});
        assertSent(new byte[1_000_000]);
        assertSent(new boolean[] {true, false});
        assertSent(new char[] {'a', '\ud834'});
        assertSent(new short[] {Short.MIN_VALUE});
        assertSent(new int[] {Integer.MIN_VALUE, 1});
        assertSent(new long[] {Long.MIN_VALUE, 1});
        assertSent(new float[] {Float.NaN, 1});
        assertSent(new double[] {Double.NaN, -0.0});
        assertSent(new String[] {"a", null});
        assertSent(new int[0]);
    }

    @Test
    void listsSetsAndMapsKeepTheirOrderAndTheirNulls() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("z", null);
        map.put(null, "a");
        map.put(3, List.of(1L));
        map.put(3L, Map.of());
        assertSent(map);
        assertThat(new ArrayList<Object>(((Map<?, ?>) sent(map)).keySet())).containsExactly("z", null, 3, 3L);
        assertSent(Arrays.asList(1, null, "x"));
        assertThat(sent(new TreeSet<>(List.of("b", "a"))))
                .isInstanceOf(LinkedHashSet.class)
                .hasToString("[a, b]");
        assertThat(sent(new TreeMap<>(Map.of("k", 'c'))))
                .isInstanceOf(LinkedHashMap.class)
                .isEqualTo(Map.of("k", 'c'));
    }

    @Test
    void anyCharSequenceArrivesAsAString() {
        assertThat(sent(new StringBuilder("ab"))).isEqualTo("ab");
    }

    @Test
    void thousandsOfRandomValuesArriveAsTheyWere() {
        for (long seed : Seeds.of(2).toArray()) {
            RandomValues values = new RandomValues(seed);
            for (int i = 0; i < 2_500; i++) {
                assertSent(values.next(6));
            }
        }
    }

    @Test
    void whatCannotTravelIsNamedWithThePathToIt() {
        Map<String, Object> inner = Map.of("owner", new Thread());
        assertRefused(Arrays.asList(1, null, inner))
                .hasMessage("cannot send 'p': p[2].owner is a java.lang.Thread, "
                        + "which cannot be sent; send its contents as numbers, texts, lists or maps"
                        + " (docs/task-interface.md lists what can be sent)");
        assertRefused(Map.of("a b", new AtomicInteger()))
                .hasMessageContaining("p['a b'] is a java.util.concurrent.atomic.AtomicInteger");
        assertRefused(Map.of(7, new Object[0])).hasMessageContaining("p[7] is a java.lang.Object[]");
        assertRefused(Map.of(new ArrayDeque<>(), 1)).hasMessageContaining("p.keys[0] is a java.util.ArrayDeque");
        assertRefused(new java.sql.Timestamp(0)).hasMessageContaining("p is a java.sql.Timestamp");
    }

    @Test
    void aValueInsideItselfIsRefused() {
        Map<String, Object> map = new HashMap<>();
        map.put("self", List.of(map));
        assertRefused(List.of(0, map))
                .hasMessage(
                        "cannot send 'p': p[1].self[0] is p[1] again, so it contains itself; send it without that part");
    }

    @Test
    void theSameListTwiceIsNoCycle() {
        List<Integer> twice = List.of(1);
        assertSent(List.of(twice, twice));
    }

    @Test
    void aHundredLevelsTravelAndOneMoreIsRefused() {
        Object value = 1;
        for (int i = 0; i < Values.MAX_DEPTH; i++) {
            value = List.of(value);
        }
        assertSent(value);
        assertRefused(List.of(value))
                .hasMessageStartingWith("cannot send 'p': p[0][0]")
                .hasMessageContaining(" is nested deeper than 100 levels");
    }

    static List<Arguments> meeting() {
        Map<Object, Object> identity = new IdentityHashMap<>();
        identity.put(new String("k"), 1);
        identity.put(new String("k"), 2);
        List<Integer> grown = new ArrayList<>(List.of(1));
        Map<Object, Object> changed = new HashMap<>(Map.of(List.of(1, 2), 1, grown, 2));
        grown.add(2);
        Date moved = new Date(1);
        Set<Object> dates = new HashSet<>(List.of(new Date(2), moved));
        moved.setTime(2);
        Map<Object, Object> untidy = new TreeMap<>((one, other) -> 1);
        untidy.put("a", 1);
        untidy.put("a", 2);
        Map<Object, Object> nulls = new IdentityHashMap<>();
        nulls.put(Double.valueOf("NaN"), 1);
        nulls.put(Double.valueOf("NaN"), 2);
        return List.of(
                Arguments.of(
                        texts("a", new StringBuilder("a")),
                        "the keys 'a' (java.lang.String) and 'a' (java.lang.StringBuilder)"),
                Arguments.of(
                        texts(new StringBuilder("b"), new StringBuffer("b")), "the keys 'b' (java.lang.StringBuilder)"),
                Arguments.of(
                        texts(List.of("a"), List.of(new StringBuilder("a"))),
                        "the keys a java.util.ImmutableCollections$List12"),
                Arguments.of(
                        texts(Set.of(1), Map.of(), List.of("x"), List.of(new StringBuilder("x"))),
                        "the keys a java.util"),
                Arguments.of(identity, "the keys 'k' (java.lang.String) and 'k' (java.lang.String)"),
                Arguments.of(changed, "the keys a java.util"),
                Arguments.of(untidy, "the keys 'a' (java.lang.String) and 'a'"),
                Arguments.of(nulls, "the keys NaN (java.lang.Double) and NaN (java.lang.Double)"),
                Arguments.of(dates, "the elements a java.util.Date"),
                Arguments.of(
                        texts("a", new StringBuilder("a")).keySet(), "the elements 'a' (java.lang.String) and 'a'"));
    }

    private static Map<Object, Object> texts(Object... keys) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (Object key : keys) {
            map.put(key, map.size());
        }
        return map;
    }

    @ParameterizedTest
    @MethodSource("meeting")
    void keysAndElementsThatWouldArriveAsOneAreRefusedAndNamed(Object value, String named) {
        assertRefused(List.of(0, Map.of("m", value)))
                .hasMessageStartingWith("cannot send 'p': p[1].m has " + named)
                .hasMessageEndingWith(", which would arrive as one; make them differ, or send a list of lists");
    }

    @Test
    void keysThatDifferStayApart() {
        Object array = new int[] {1};
        Map<Object, Object> map = texts(
                1,
                1L,
                (short) 1,
                (byte) 1,
                '1',
                "1",
                1f,
                1d,
                BigInteger.ONE,
                new BigDecimal("1"),
                new BigDecimal("1.0"),
                0.0,
                -0.0,
                0f,
                -0f,
                null,
                "null",
                true,
                "true",
                List.of(1),
                List.of(1L),
                Set.of(1),
                Map.of(1, 1),
                "é",
                "e\u0301",
                new StringBuilder("s"),
                array,
                new int[] {1},
                Instant.EPOCH,
                Instant.EPOCH.toString());
        assertThat((Map<?, ?>) sent(map)).hasSize(map.size());
        assertThat((Set<?>) sent(map.keySet())).hasSize(map.size());
        Map<Object, Object> identity = new IdentityHashMap<>(map);
        assertThat((Map<?, ?>) sent(identity)).hasSize(map.size());
    }

    @Test
    void whatIsLargerThanTheLimitIsRefusedBeforeAnyOfItIsKept() {
        long allocated = allocatedBytes();
        assertHuge(Collections.nCopies(Integer.MAX_VALUE, 1), "p has 2147483647 elements, and the limit is 268435456");
        assertHuge(Map.of("a", Collections.nCopies(2_000_000_000, null)), "p.a has 2000000000 elements");
        assertThatThrownBy(() -> Values.encode(
                        Subject.of("send", "p"), Collections.nCopies(10_000_000, "0123456789".repeat(50)), 20 << 20))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessageStartingWith("cannot send 'p': it takes more than the 20971520 bytes");
        assertHuge(List.of(new Endless()), "p[0] takes 2147483647 bytes");
        assertThat(allocatedBytes() - allocated).isLessThan(100 << 20);
    }

    @Test
    void listsThatAreTheSameOneAgainAndAgainAreTakenForWhatTheyAre() {
        Object twice = true;
        for (int i = 0; i < Values.MAX_DEPTH; i++) {
            twice = List.of(twice, twice);
        }
        Object doubled = twice;
        assertThatThrownBy(() -> Values.encode(Subject.of("send", "p"), doubled, 17 << 20))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessageStartingWith("cannot send 'p': it takes more than the 17825792 bytes that a value may have");
    }

    private static void assertHuge(Object value, String reason) {
        assertThatThrownBy(() -> Values.encode("p", value))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessageStartingWith("cannot send 'p': " + reason);
    }

    /** A text without an end. */
    private static final class Endless implements CharSequence {
        @Override
        public int length() {
            return Integer.MAX_VALUE;
        }

        @Override
        public char charAt(int index) {
            return 'x';
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return "x".repeat(end - start);
        }

        @Override
        public String toString() {
            throw new AssertionError("it is not asked for all of it");
        }
    }

    @Test
    void millionsOfElementsThatFitArriveAsTheyAre() {
        int n = 1 << 22;
        byte[] bytes = Values.encode("p", List.of(Collections.nCopies(n, true), "behind"));
        assertThat(bytes).hasSize(n + 11);
        assertThat((List<?>) Values.decode(bytes)).last().isEqualTo("behind");
        Map<Object, Object> keys = new LinkedHashMap<>();
        keys.put("large", "x".repeat(20 << 20));
        keys.put("a", 1);
        assertThat(sent(keys)).isEqualTo(keys);
        keys.put(new StringBuilder("a"), 2);
        assertRefused(keys).hasMessageContaining("would arrive as one");
    }

    static List<Arguments> advice() {
        return List.of(
                Arguments.of(new ArrayDeque<>(), "new ArrayList<>(it)"),
                Arguments.of(new Object[0], "Arrays.asList(it)"),
                Arguments.of(Thread.State.NEW, "send its name()"),
                Arguments.of(new AtomicInteger(), "send its longValue()"),
                Arguments.of(Path.of("a"), "send its text"),
                Arguments.of(java.util.Calendar.getInstance(), "send its toInstant()"),
                Arguments.of(java.nio.ByteBuffer.allocate(1), "send what is in it as an array"),
                Arguments.of(Optional.empty(), "send its content"),
                Arguments.of(new java.sql.Timestamp(0), "send its Instant"),
                Arguments.of(new IllegalStateException(), "send its message"),
                Arguments.of((Callable<Integer>) () -> 1, "by pushFunction"),
                Arguments.of(Stream.of(), "into a list"));
    }

    @ParameterizedTest
    @MethodSource("advice")
    void aRefusalSaysWhatToSendInstead(Object value, String advice) {
        assertRefused(value).hasMessageContaining(advice);
    }

    @Test
    void aRefusalSpeaksInTheWordsOfTheCall() {
        List<Object> rows = List.of(List.of(1, 2), List.of(3, Map.of("o", new Thread())));
        assertThatThrownBy(() -> Values.encode(Subject.rows("map", 10, 2), rows))
                .hasMessageStartingWith("cannot map: element 11 of sequence 2.o is a java.lang.Thread");
        assertThatThrownBy(() -> Values.encode(Subject.rows("map", 10, 1), List.of(List.of(new Thread()))))
                .hasMessageStartingWith("cannot map: element 10 of the sequence is a java.lang.Thread");
        assertThatThrownBy(() -> Values.encode(Subject.block("scatter", "x", 10), Arrays.asList(1, new Thread())))
                .hasMessageStartingWith("cannot scatter 'x': x[11] is a java.lang.Thread");
        assertThatThrownBy(() -> Values.encode(Subject.results("map", 10), Arrays.asList(1, new Thread())))
                .hasMessageStartingWith("cannot bring the results of map: the result of element 11 is a java.lang.Th");
        assertThatThrownBy(() -> Values.encode(Subject.of("push", "a\u001b"), Map.of("\u202e", new Thread())))
                .hasMessageStartingWith("cannot push 'a\\u001b': a\\u001b['\\u202e'] is a java.lang.Thread");
    }

    @Test
    void aValueThatThrowsWhileItIsReadIsRefused() {
        List<Integer> broken = new ArrayList<>() {
            @Override
            public java.util.Iterator<Integer> iterator() {
                throw new IllegalStateException("broken");
            }
        };
        assertRefused(List.of(broken))
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("p[0] could not be read: java.lang.IllegalStateException: broken");
    }

    @Test
    void aValueBeyondTheLimitIsRefused() {
        assertTooLarge(new long[13], "p takes 104 bytes, and the limit is 100 bytes per value");
        assertTooLarge("x".repeat(101), "p takes 101 bytes, and the limit is 100 bytes per value");
        assertTooLarge(Map.of("k", new byte[101]), "p.k takes 101 bytes, and the limit is 100 bytes per value");
        assertTooLarge("\ud834".repeat(51), "p takes 102 bytes, and the limit is 100 bytes per value");
        assertTooLarge(
                List.of("x".repeat(60), "x".repeat(60)),
                "it takes more than the 100 bytes that a value may have; the limit was reached at p");
    }

    @Test
    void aLargeArrayBeyondTheLimitIsRefusedBeforeItIsCopied() {
        int limit = 1 << 20;
        assertThatThrownBy(() -> Values.encode(Subject.of("send", "p"), new byte[limit - 3], limit))
                .isInstanceOf(ValueTooLargeException.class);
        assertThatThrownBy(() -> Values.encode(Subject.of("send", "p"), new byte[limit + 1], limit))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessage("cannot send 'p': p takes 1048577 bytes, and the limit is 1048576 bytes per value");
    }

    private static void assertTooLarge(Object value, String reason) {
        assertThatThrownBy(() -> new ValueWriter(Subject.of("send", "p"), 100).encode(value))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessageStartingWith("cannot send 'p': " + reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "01 01",
                "9f",
                "9f01",
                "84 01",
                "ff",
                "a1 61 61 01",
                "d9 9c49 01",
                "d9 9c49 80",
                "d9 9c49 61 61",
                "d9 9c41 41 00",
                "d8 25 41 00",
                "d8 4a 43 000000",
                "d9 9c41 1a 00 00 01 00",
                "d9 9c43 20",
                "c0 61 78",
                "d9 9c45 81 01",
                "d9 9c46 81 01",
                "62 ff",
                "5a 7fffffff 00",
                "5b 7fffffffffffffff 00",
                "7a 7fffffff 61",
                "9b 7fffffffffffffff 01",
                "c2 5a 7fffffff 00",
                "d8 4b 5a 7ffffff8 00",
                "1c",
                "5f 41 00",
                "c4 82 01"
            })
    void bytesThatAreNoValueAreRefused(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        long allocated = allocatedBytes();
        assertThatThrownBy(() -> Values.decode(bytes)).isInstanceOf(MalformedValueException.class);
        assertThat(allocatedBytes() - allocated)
                .as("bytes allocated for %s", hex)
                .isLessThan(8 << 20);
    }

    @Test
    void ofWhatEarlierWritersLetArriveEqualTheLastOneCounts() {
        assertThat(Values.decode(HexFormat.of().parseHex("d9010283010201"))).isEqualTo(Set.of(1, 2));
        assertThat(Values.decode(HexFormat.of().parseHex("d99c458601020403" + "0105")))
                .isEqualTo(Map.of(1, 5, 4, 3));
    }

    @Test
    void bytesNestedWithoutEndAreRefused() {
        byte[] bytes = new byte[1_000_000];
        Arrays.fill(bytes, (byte) 0x81);
        assertThatThrownBy(() -> Values.decode(bytes))
                .isInstanceOf(MalformedValueException.class)
                .hasMessageContaining("100 levels");
    }

    @Test
    void damagedBytesAreAnotherValueOrRefused() {
        Seeds.of(2).forEach(ValuesTest::damage);
    }

    private static void damage(long seed) {
        Random random = new Random(seed);
        RandomValues values = new RandomValues(seed);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = Values.encode("p", values.next(3));
            for (int hits = random.nextInt(4); hits >= 0; hits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            decodeOrRefuse(Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length)));
        }
    }

    private static void decodeOrRefuse(byte[] bytes) {
        try {
            Values.decode(bytes);
        } catch (MalformedValueException expected) {
            assertThat(expected.getMessage()).isNotEmpty();
        }
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static @Nullable Object sent(@Nullable Object value) {
        return Values.decode(Values.encode("p", value));
    }

    private static void assertSent(@Nullable Object value) {
        assertThat(Sameness.of(sent(value), value))
                .as(() -> String.valueOf(value))
                .isTrue();
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Object value) {
        return assertThatThrownBy(() -> Values.encode("p", value)).isInstanceOf(UnsendableValueException.class);
    }
}
