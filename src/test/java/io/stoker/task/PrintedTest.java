package io.stoker.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PrintedTest {

    @Test
    void whatATerminalWouldObeyIsShownAsInASource() {
        assertThat(Printed.value(Map.of("a\u001b", List.of("\u202eb", '\u0007', "\ud83d"))))
                .isEqualTo("{'a\\u001b': ['\\u202eb', \\u0007, '\\ud83d']}");
    }

    @Test
    void aNumberOfMillionsOfDigitsIsToldByItsSize() {
        assertThat(Printed.value(BigInteger.TWO.pow(100_000_000))).isEqualTo("(a BigInteger of 100,000,001 bits)");
    }

    static List<Arguments> values() {
        return List.of(
                Arguments.of("a", "'a'"),
                Arguments.of(new byte[3], "byte[3]"),
                Arguments.of(new short[] {1, 2}, "[1, 2]"),
                Arguments.of(new int[0], "[]"),
                Arguments.of(new long[] {1}, "[1]"),
                Arguments.of(new float[] {1.5f}, "[1.5]"),
                Arguments.of(new double[] {2}, "[2.0]"),
                Arguments.of(new char[] {'x', 'y'}, "[x, y]"),
                Arguments.of(new boolean[] {true}, "[true]"),
                Arguments.of(new ArrayList<>(Arrays.asList("a", null)), "['a', null]"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void valuesArePrintedAsAPersonReadsThem(@Nullable Object value, String printed) {
        assertThat(Printed.value(value)).isEqualTo(printed);
    }

    @ParameterizedTest
    @MethodSource("values")
    void alsoInsideOfAnArray(@Nullable Object value, String printed) {
        assertThat(Printed.value(new Object[] {value})).isEqualTo("[" + printed + "]");
    }
}
