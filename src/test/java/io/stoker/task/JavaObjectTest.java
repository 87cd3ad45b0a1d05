package io.stoker.task;

import static io.stoker.task.Sent.assertSent;
import static io.stoker.task.Sent.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects of Java programs travel among other values. */
class JavaObjectTest {
    private static final JavaObject QUOTE = new JavaObject("com.acme.Quote", new byte[312]);

    @Test
    void shouldTravelByItselfAndInListsSetsAndMaps() {
        assertSent(QUOTE);
        assertSent(new JavaObject("", new byte[0]));
        assertSent(new JavaObject("com.acme.Größe\ud800", new byte[] {1}));
        assertSent(List.of(QUOTE, 1, Map.of("q", QUOTE, QUOTE, Set.of(QUOTE))));
    }

    @Test
    void shouldTravelWithManyBytes() {
        JavaObject large = new JavaObject("com.acme.Picture", new byte[17 << 20]);
        assertThat(sent(List.of(large))).isEqualTo(List.of(large));
        assertThatThrownBy(() -> Values.encode(Subject.of("send", "p"), List.of(1, large), 1000))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessage("cannot send 'p': p[1] takes 17825792 bytes, and the limit is 1000 bytes per value");
    }

    @Test
    void shouldDifferByClassAndBytes() {
        assertThat(QUOTE)
                .isEqualTo(new JavaObject("com.acme.Quote", new byte[312]))
                .hasSameHashCodeAs(new JavaObject("com.acme.Quote", new byte[312]))
                .isNotEqualTo(new JavaObject("com.acme.Quota", new byte[312]))
                .isNotEqualTo(new JavaObject("com.acme.Quote", new byte[311]));
    }

    @Test
    void shouldBeShownByItsClassAndSize() {
        assertThat(QUOTE).hasToString("a com.acme.Quote (serialised, 312 bytes)");
        assertThat(Printed.value(List.of(1, QUOTE))).isEqualTo("[1, a com.acme.Quote (serialised, 312 bytes)]");
        assertThat(new JavaObject("a\u001bb", new byte[1])).hasToString("a a\\u001bb (serialised, 1 bytes)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "816161", "82616101", "82410061", "8361614100f6", "826161f6", "826161", "9f61614100"})
    void shouldRefuseWhatIsNotAClassAndBytes(String array) {
        assertThatThrownBy(() -> Values.decode(HexFormat.of().parseHex("d99c4f" + array)))
                .isInstanceOf(MalformedValueException.class);
        assertThat(Values.decode(HexFormat.of().parseHex("d99c4f" + "8261614100")))
                .isEqualTo(new JavaObject("a", new byte[1]));
    }
}
