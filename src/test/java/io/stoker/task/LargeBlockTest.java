package io.stoker.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Large arrays are encoded without the CBOR library, and exactly as it does it. */
class LargeBlockTest {

    static Stream<Object> arrays() {
        Random random = new Random(1);
        byte[] bytes = new byte[100_001];
        random.nextBytes(bytes);
        boolean[] booleans = new boolean[70_000];
        booleans[3] = true;
        char[] chars = new char[40_000];
        Arrays.fill(chars, '\uD83D');
        return Stream.of(
                bytes,
                new byte[1 << 16],
                booleans,
                chars,
                random.ints(20_000).toArray(),
                random.longs(10_000).toArray(),
                random.doubles(10_000).toArray(),
                new float[20_000],
                new short[40_000]);
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void theBytesAreThoseOfTheLibraryAndBecomeTheArrayAgain(Object array) throws IOException {
        byte[] encoded = Values.encode("a", array);
        assertThat(encoded).isEqualTo(byTheLibrary(array));
        assertThat(Values.decode(encoded)).isEqualTo(array);
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void insideOfAListTheyAreTheSameToo(Object array) {
        List<@Nullable Object> list = Arrays.asList(array, null);
        List<?> decoded = (List<?>) Values.decode(Values.encode("a", list));
        assertThat(decoded).hasSize(2);
        assertThat((Object) decoded.get(0)).isEqualTo(array);
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void bytesTooManyOrTooFewAreNoValue(Object array) {
        byte[] encoded = Values.encode("a", array);
        for (int length : List.of(encoded.length - 1, encoded.length + 1)) {
            assertThatThrownBy(() -> Values.decode(Arrays.copyOf(encoded, length)))
                    .isInstanceOf(MalformedValueException.class);
        }
    }

    private static byte[] byTheLibrary(Object array) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CBORGenerator out = new CBORFactory().createGenerator(bytes)) {
            PackedArray<?> packed = PackedArray.BY_CLASS.get(array.getClass());
            if (packed == null) {
                out.writeBinary((byte[]) array);
            } else {
                out.writeTag(packed.tag());
                out.writeBinary(packed.pack(array, Array.getLength(array)));
            }
        }
        return bytes.toByteArray();
    }
}
