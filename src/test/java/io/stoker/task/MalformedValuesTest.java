package io.stoker.task;

import static io.stoker.task.Sent.allocatedBytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.Seeds;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that are no value. */
class MalformedValuesTest {

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
                "d9 9c50 80",
                "d9 9c50 81 60",
                "d9 9c50 81 01",
                "d9 9c50 82 61 50 61 61",
                "d9 9c50 83 61 50 01 61 61",
                "d9 9c50 85 61 50 61 61 01 61 61 02",
                "d9 9c50 9b 7fffffffffffffff 61 50",
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
    void aRecordOfMoreComponentsThanAClassCanHaveIsRefused() {
        Map<String, Object> components = new LinkedHashMap<>();
        for (int i = 0; i < RecordValue.MOST_COMPONENTS; i++) {
            components.put("c" + i, i);
        }
        assertThat(Values.decode(Values.encode("p", new RecordValue("P", components))))
                .isNotNull();
        components.put("more", 1);
        byte[] bytes = Values.encode("p", new RecordValue("P", components));
        assertThatThrownBy(() -> Values.decode(bytes))
                .isInstanceOf(MalformedValueException.class)
                .hasMessageContaining("255");
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
    void damagedBytesAreAnotherValueOrRefused() throws Exception {
        Seeds.each(2, MalformedValuesTest::damage);
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
}
