package io.stoker.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OriginTest {
    private static Origin of(String source, Map<String, Payload> arguments) {
        return Origin.of(TestTasks.spec(source, arguments, List.of("not shown"), TaskOptions.NONE));
    }

    private static Map<String, @Nullable Object> arguments(Origin origin) {
        return ArgumentsCodec.shown(origin.arguments());
    }

    @Test
    void whatIsSmallIsCarriedWhole() {
        Origin origin = of("c = a", Map.of("a", Payload.of(Values.encode("a", 1))));
        assertThat(BodyCodec.shownText(origin.code())).isEqualTo("c = a");
        assertThat(arguments(origin)).containsOnly(Map.entry("a", 1));
        assertThat(arguments(of("", Map.of()))).isEmpty();
    }

    @Test
    void ofALongSourceTheBeginningIsCarriedWithItsLength() {
        for (String letter : List.of("s", "ü", "漢", "\uD83D\uDD25")) {
            for (int shift = 0; shift < 4; shift++) {
                String source = "s".repeat(shift) + letter.repeat(6_000);
                Origin origin = of(source, Map.of());
                assertThat(BodyCodec.shownText(origin.code()))
                        .as("%s after %d", letter, shift)
                        .isEqualTo(Utf8.head(source, Origin.LONGEST_SOURCE))
                        .contains("… (cut, " + String.format(Locale.ROOT, "%,d", source.length()));
                assertThat(origin.size()).isLessThanOrEqualTo(Origin.LONGEST_SOURCE + 50);
            }
        }
    }

    @Test
    void aSourceOfTheLengthThatIsCarriedIsCarriedWhole() {
        String source = "s".repeat(Origin.LONGEST_SOURCE);
        assertThat(BodyCodec.shownText(of(source, Map.of()).code())).isEqualTo(source);
    }

    @Test
    void ofALargeArgumentTheSizeIsCarried() {
        StoredValue stored = StoredValue.of(new byte[7]);
        Map<String, Payload> large = new LinkedHashMap<>();
        large.put("a", Payload.of(new byte[Origin.LARGEST_ARGUMENT + 1]));
        large.put("b", Payload.of(Values.encode("b", null)));
        large.put("c", stored);
        assertThat(arguments(of("", large)).toString())
                .isEqualTo("{a=(a value of 1025 bytes), b=null, c=(a value of 7 bytes)}");
    }

    @Test
    void howeverManyArgumentsThereAreTheyTakeNoMoreThanTheLimit() {
        Map<String, Payload> push = new LinkedHashMap<>();
        for (int i = 0; i < 10_000; i++) {
            push.put("name" + i, Payload.of(Values.encode("name", "x".repeat(500))));
        }
        Origin origin = of("", push);
        Map<String, @Nullable Object> shown = arguments(origin);
        assertThat(shown).containsEntry("name6", "x".repeat(500)).hasSizeBetween(8, 50);
        assertThat(shown.get("name7")).hasToString("(a value of 503 bytes)");
        assertThat(origin.size()).isLessThanOrEqualTo(Origin.MOST_ARGUMENTS + 50);
    }
}
