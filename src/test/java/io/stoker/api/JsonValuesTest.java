package io.stoker.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.stoker.Seeds;
import io.stoker.task.JavaObject;
import io.stoker.task.OmittedValue;
import io.stoker.task.RandomValue;
import io.stoker.task.RecordValue;
import io.stoker.task.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
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
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonValuesTest {
    private static String json(@Nullable Object value) {
        return new String(Json.write(new ValueDocument(value)), StandardCharsets.UTF_8);
    }

    private static JsonNode node(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable Object read(String json) {
        return JsonValues.read(node(json));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "null",
                "true",
                "1",
                "-7",
                "1.0",
                "1.5E300",
                "\"text é \\n\"",
                "[1,null,[\"a\"]]",
                "{\"a\":{\"b\":[]}}",
                "9007199254740992"
            })
    void shouldWritePlainWhatJsonHas(String json) {
        assertThat(json(read(json))).isEqualTo(json);
    }

    @Test
    void shouldReadPlainNumbersByTheirSize() {
        assertThat(read("1")).isEqualTo(1);
        assertThat(read("2147483648")).isEqualTo(2147483648L);
        assertThat(read("9223372036854775808")).isEqualTo(new BigInteger("9223372036854775808"));
        assertThat(read("1.0")).isEqualTo(1.0);
        assertThat(read("1e2")).isEqualTo(100.0);
    }

    @Test
    void shouldWriteNumbersPlainThatAreExactEverywhere() {
        assertThat(json(1L)).isEqualTo("1");
        assertThat(json(1L << 53)).isEqualTo("9007199254740992");
        assertThat(json((1L << 53) + 1)).isEqualTo("{\"$type\":\"long\",\"value\":\"9007199254740993\"}");
        assertThat(json((short) 3)).isEqualTo("3");
        assertThat(json(0.1f)).isEqualTo("0.1");
        assertThat(json(Double.NaN)).isEqualTo("{\"$type\":\"double\",\"value\":\"NaN\"}");
    }

    static List<Object> exact() {
        return List.of(
                (1L << 53) + 1,
                Long.MIN_VALUE,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                Float.NaN,
                BigInteger.TWO.pow(300),
                new BigDecimal("0.00"),
                new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE),
                'a',
                '\ud834',
                "half a pair \ud834",
                new byte[] {1, -1},
                new boolean[] {true},
                new char[] {'a', '\ud834'},
                new short[] {1},
                new int[] {1, Integer.MIN_VALUE},
                new long[] {1, Long.MAX_VALUE},
                new float[] {Float.NaN, 0.1f},
                new double[] {Double.POSITIVE_INFINITY, -0.0},
                new String[] {"a", null, "\ud834"},
                Set.of(1L),
                new LinkedHashSet<>(Arrays.asList(1, 1L, 1.0f, (short) 1, null)),
                Map.of(1L, "a"),
                Map.of("\ud834", 1),
                Map.of("$type", "long", "value", "x"),
                Map.of("$", Map.of("$type", 1)),
                Instant.MAX,
                LocalDate.MIN,
                LocalTime.MAX,
                LocalDateTime.MIN,
                OffsetDateTime.MIN,
                ZonedDateTime.parse("2024-10-27T02:30:00+02:00[Europe/Berlin]"),
                Duration.ofSeconds(Long.MIN_VALUE),
                new Date(Long.MIN_VALUE),
                new UUID(-1, 1),
                RecordValue.of("com.acme.Point", Map.of("x", 3)),
                RecordValue.of("com.acme.\ud834", Map.of("\ud834", 3)),
                new JavaObject("com.acme.Quote", new byte[] {1}));
    }

    @ParameterizedTest
    @MethodSource("exact")
    void shouldReadBackWhatJsonHasNot(Object value) {
        assertThat(RandomValue.areSame(read(json(value)), value))
                .as(json(value))
                .isTrue();
    }

    @Test
    void shouldReadBackRandomValuesOfEveryType() throws Exception {
        Seeds.each(2, seed -> {
            RandomValue values = new RandomValue(seed);
            for (int i = 0; i < 2_500; i++) {
                Object value = Values.decode(sendable(values));
                String json = json(value);
                assertThat(RandomValue.areSame(read(json), plain(value, false)))
                        .as(json)
                        .isTrue();
            }
        });
    }

    private static byte[] sendable(RandomValue values) {
        return Values.encode("a", values.next(5));
    }

    /** The value with the types that plain numbers have when they are read. */
    private static @Nullable Object plain(@Nullable Object value, boolean exact) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> same = new LinkedHashMap<>();
            map.forEach((key, one) -> same.put(key, plain(one, exact)));
            return same;
        } else if (value instanceof RecordValue record) {
            Map<String, Object> same = new LinkedHashMap<>();
            record.components().forEach((key, one) -> same.put(key, plain(one, exact)));
            return RecordValue.of(record.typeName(), same);
        } else if (value instanceof List<?> list) {
            List<Object> same = new ArrayList<>();
            list.forEach(one -> same.add(plain(one, exact)));
            return same;
        } else if (value instanceof Byte || value instanceof Short) {
            return ((Number) value).intValue();
        } else if (value instanceof Float f && Float.isFinite(f)) {
            return Double.valueOf(f.toString());
        }
        return value instanceof Long l && l == l.intValue() ? (Object) l.intValue() : value;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"$type\":\"lnog\",\"value\":\"1\"} | there is no type 'lnog' of values; there are byte, short, int",
                "{\"$type\":\"long\"} | has \"$type\" and \"value\", and nothing else",
                "{\"$type\":\"long\",\"value\":\"1\",\"a\":1} | and nothing else",
                "{\"$type\":\"long\",\"value\":\"x\"} | not a value of the type 'long'",
                "{\"$type\":\"long\",\"value\":[]} | this must be a text, not a list",
                "{\"$type\":1,\"value\":[]} | this must be a text, not the number 1",
                "{\"$type\":\"bytes\",\"value\":\"%\"} | not base64",
                "{\"$type\":\"utf16\",\"value\":\"YQ==\"} | odd in number",
                "{\"$type\":\"instant\",\"value\":\"yesterday\"} | not a value of the type 'instant'",
                "{\"$type\":\"char\",\"value\":\"ab\"} | a text of one character",
                "{\"$type\":\"char\",\"value\":70000} | a text of one character",
                "{\"$type\":\"ints\",\"value\":[1,\"x\"]} | [1]: this cannot be an element",
                "{\"$type\":\"ints\",\"value\":[1.5]} | [0]: this cannot be an element",
                "{\"$type\":\"set\",\"value\":[1,1]} | a set has no element twice",
                "{\"$type\":\"map\",\"value\":[[1,2],[1,3]]} | a map has no key twice",
                "{\"$type\":\"map\",\"value\":[[1]]} | [0]: this must be a list of a key and its value",
                "{\"$type\":\"record\",\"value\":{}} | \"$type\", \"class\" and \"value\"",
                "{\"$type\":\"record\",\"class\":\"\",\"value\":{}} | must have names",
                "{\"a\":[{\"$b\":1}]} | a[0]: the key '$b' begins with $",
                "[1e999] | [0]: this number is larger than any double"
            })
    void shouldSayWhereAndWhyAValueCannotBeRead(String json, String fault) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(BadDocumentException.class)
                .hasMessageContaining(fault);
    }

    @Test
    void shouldRefuseNumbersThatTakeLongToRead() {
        String digits = "1".repeat(200_000);

        assertThatThrownBy(() -> read("{\"$type\":\"bigint\",\"value\":\"" + digits + "\"}"))
                .hasMessageContaining("more than 100000 digits");
        assertThatThrownBy(() -> read("{\"$type\":\"decimal\",\"value\":\"" + digits + "\"}"))
                .hasMessageContaining("more than 100000 digits");
        assertThatThrownBy(() -> read(digits)).isInstanceOf(BadDocumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ | this is not JSON",
                "[1,] | this is not JSON",
                "{\"a\":1,\"a\":2} | Duplicate",
                "1 2 | more than one value",
                "`` | the body is empty",
                "{'a':1} | line 1, column 2"
            })
    void shouldRefuseWhatIsNoJson(String text, String fault) {
        assertThatThrownBy(() -> node(text))
                .isInstanceOf(BadDocumentException.class)
                .hasMessageContaining(fault);
    }

    @Test
    void shouldNotRepeatAllOfALargeTextThatCannotBeRead() {
        String large = "x".repeat(100_000);
        for (String json : List.of(
                "{\"$type\":\"long\",\"value\":\"" + large + "\"}",
                "{\"$type\":\"instant\",\"value\":\"" + large + "\"}",
                "{\"$type\":\"ints\",\"value\":[\"" + large + "\"]}",
                "{\"$type\":\"bytes\",\"value\":\"%" + large + "\"}",
                "{\"$type\":\"" + large + "\",\"value\":1}",
                "{\"" + large + "\":{\"$" + large + "\":1}}")) {
            assertThatThrownBy(() -> read(json))
                    .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(1_000));
        }
    }

    @Test
    void shouldRefuseWhatIsNestedTooDeeply() {
        assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(BadDocumentException.class);
    }

    @Test
    void shouldWriteNamesAsTheyAre() {
        Map<String, Object> values = Map.of("$type", (1L << 53) + 1);

        byte[] json = Json.write(new ValuesDocument(values));

        assertThat(JsonValues.readAll(Json.read(json))).isEqualTo(values);
    }

    @Test
    void shouldSayThatAValueIsLeftOut() {
        assertThat(json(new OmittedValue(5))).isEqualTo("{\"$type\":\"omitted\",\"bytes\":5}");
    }
}
