package io.stoker.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchPageTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:10Z");

    private static Snapshot snapshot(Instant at, int succeeded, List<JsonObject> engines) {
        return new Snapshot(
                at,
                "http://127.0.0.1:8558",
                JsonObject.parse("{\"scheduled\":38,\"pending\":2,\"succeeded\":" + succeeded
                        + ",\"failed\":1,\"aborted\":0,\"total\":" + (succeeded + 41) + "}"),
                engines,
                List.of(JsonObject.parse("{\"id\":17,\"state\":\"running\",\"engine\":1,\"name\":\"price\\u001b[2J\","
                        + "\"started\":\"2026-11-30T12:00:07.500Z\",\"labels\":{\"sweep\":\"7\"}}")),
                List.of(JsonObject.parse("{\"id\":3,\"state\":\"failed\",\"completed\":\"2026-11-30T11:58:05Z\","
                        + "\"error\":\"java.lang.ArithmeticException: Division by zero\\nat x\"}")));
    }

    private static List<JsonObject> engines(int count) {
        return IntStream.range(0, count)
                .mapToObj(id -> JsonObject.parse(
                        "{\"id\":" + id + ",\"host\":\"vm\",\"reachable\":" + (id != 2) + ",\"held\":" + id % 2 + "}"))
                .toList();
    }

    @Test
    void shouldShowTasksEnginesWhatTheyRunAndWhatHasFailed() {
        WatchPage page = new WatchPage(snapshot(NOW, 120, engines(3)), snapshot(NOW.minusSeconds(5), 80, engines(3)));

        assertThat(page.lines(24))
                .containsExactly(
                        "stoker  http://127.0.0.1:8558  2026-11-30T12:00:10Z",
                        "tasks    2 pending, 38 scheduled, 120 succeeded, 1 failed, 0 aborted; 8.0/s, 5.00 s left",
                        "engines  3, 1 busy, 1 silent",
                        "",
                        "engine  state   holds  host  task     for  name            labels",
                        "     0  idle        0  vm",
                        "     1  busy        1  vm      17  2.50 s  price\\u001b[2J  sweep=7",
                        "     2  silent      0  vm",
                        "",
                        "failed last",
                        "       3  failed         2m05s ago  java.lang.ArithmeticException: Division by zero");
    }

    @Test
    void shouldNotBeLongerThanTheScreen() {
        WatchPage page = new WatchPage(snapshot(NOW, 0, engines(100)), null);

        for (int height : List.of(1, 5, 24, 200)) {
            assertThat(page.lines(height)).hasSizeLessThanOrEqualTo(height);
        }
        assertThat(page.lines(24))
                .contains("and 85 more")
                .endsWith("       3  failed         2m05s ago" + "  java.lang.ArithmeticException: Division by zero");
    }

    @Test
    void shouldTellNoRateBeforeItKnowsOne() {
        assertThat(new WatchPage(snapshot(NOW, 0, List.of()), null).line())
                .isEqualTo(
                        "2026-11-30T12:00:10Z  2 pending, 38 scheduled, 0 succeeded, 1 failed, 0 aborted; engines 0");
    }
}
