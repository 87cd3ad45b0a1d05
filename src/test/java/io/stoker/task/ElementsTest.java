package io.stoker.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ElementsTest {
    static List<List<?>> lists() {
        return List.of(
                List.of(),
                List.of(1, -2, Integer.MAX_VALUE),
                List.of(1L, Long.MIN_VALUE),
                List.of(1.5, Double.NaN, -0.0),
                List.of(1, 2L, 3.0),
                Arrays.asList(1, null, 2),
                Arrays.asList(null, 1),
                List.of("a", "b"),
                List.of((short) 1, (short) 2),
                new ArrayList<>(List.of(List.of(1), List.of(2))));
    }

    private static byte[] written(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("lists")
    void shouldArriveAsElementsOfTheSameTypes(List<?> list) throws Exception {
        Elements elements = Elements.of(list);
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(written(elements)))) {
            Elements read = (Elements) in.readObject();
            assertThat(read).isEqualTo(list).isEqualTo(elements);
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i) != null) {
                    assertThat(read.get(i)).hasSameClassAs(list.get(i));
                }
            }
        }
    }

    @Test
    void shouldTakeLittleRoomForNumbersOfOneType() throws IOException {
        List<Integer> numbers = IntStream.range(0, 1_000).boxed().toList();
        assertThat(written(Elements.of(numbers))).hasSizeLessThan(4_300);
        assertThat(written(new ArrayList<>(numbers))).hasSizeGreaterThan(9_000);
    }
}
