package io.stoker.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OriginTest {
    private static Origin of(String source, Map<String, Payload> push) {
        return Origin.of(new TaskSpec(source, push, List.of(), TaskOptions.NONE));
    }

    @Test
    void whatIsSmallIsCarriedWhole() {
        Origin origin = of("c = a", Map.of("a", Payload.of(new byte[] {1})));
        assertThat(origin.source()).isEqualTo("c = a");
        assertThat(origin.arguments()).containsOnly(Map.entry("a", Payload.of(new byte[] {1})));
        assertThat(origin.omitted()).isEmpty();
    }

    @Test
    void ofALongSourceTheBeginningIsCarriedWithItsLength() {
        Origin origin = of("s".repeat(5_000), Map.of());
        assertThat(origin.source()).startsWith("sss").endsWith("… (cut, 5,000 characters in all)");
        assertThat(Utf8.length(origin.source())).isLessThanOrEqualTo(Origin.LONGEST_SOURCE);
    }

    @Test
    void ofALargeArgumentTheSizeIsCarried() {
        StoredValue stored = StoredValue.of(new byte[7]);
        Origin origin = of("", Map.of("a", Payload.of(new byte[Origin.LARGEST_ARGUMENT + 1]), "b", stored));
        assertThat(origin.arguments()).isEmpty();
        assertThat(origin.omitted()).containsOnly(Map.entry("a", Origin.LARGEST_ARGUMENT + 1L), Map.entry("b", 7L));
    }

    @Test
    void howeverManyArgumentsThereAreTheyTakeNoMoreThanTheLimit() {
        Map<String, Payload> push = new LinkedHashMap<>();
        for (int i = 0; i < 10_000; i++) {
            push.put("name" + i, Payload.of(new byte[500]));
        }
        Origin origin = of("", push);
        assertThat(origin.arguments()).hasSize(7).containsKey("name0");
        assertThat(origin.omitted()).containsKey("name7").hasSizeLessThan(50);
        assertThat(origin.size()).isLessThanOrEqualTo(Origin.MOST_ARGUMENTS + 32);
    }
}
