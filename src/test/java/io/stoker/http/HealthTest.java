package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HealthTest {
    private long now;
    private final Deque<String> troubles = new ArrayDeque<>(List.of("no engine", "no ledger"));
    private final Health health =
            new Health("ready", () -> CompletableFuture.completedFuture(troubles.poll()), () -> now);

    @Test
    void shouldNotAskAgainAtOnce() {
        assertThat(body(true)).isEqualTo("{\"state\":\"not ready\",\"reason\":\"no engine\"}\n");
        now += Health.FRESH.toNanos();
        assertThat(body(true)).contains("no engine");
        now++;
        assertThat(body(true)).contains("no ledger");
        assertThat(body(false)).isEqualTo("{\"state\":\"not ready\"}\n");
        assertThat(answer(false).status().intValue()).isEqualTo(503);
        now += Health.FRESH.toNanos() + 1;
        assertThat(body(true)).isEqualTo("{\"state\":\"ready\"}\n");
        assertThat(answer(true).status().intValue()).isEqualTo(200);
    }

    private HttpResponse answer(boolean withReason) {
        return health.answer(withReason).toCompletableFuture().join();
    }

    private String body(boolean withReason) {
        return ((HttpEntity.Strict) answer(withReason).entity()).getData().decodeString(StandardCharsets.UTF_8);
    }
}
