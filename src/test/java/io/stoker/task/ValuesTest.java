package io.stoker.task;

import static io.stoker.task.Sent.assertSent;
import static io.stoker.task.Sent.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.Seeds;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
    void thousandsOfRandomValuesArriveAsTheyWere() throws Exception {
        Seeds.each(2, seed -> {
            RandomValues values = new RandomValues(seed);
            for (int i = 0; i < 2_500; i++) {
                assertSent(values.next(6));
            }
        });
    }
}
