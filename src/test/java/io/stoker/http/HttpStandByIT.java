package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.stoker.http.RawHttp.Answer;
import io.stoker.store.SharedLedger;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two controllers with one ledger, over HTTP. */
class HttpStandByIT {
    private static final String KEY = "Idempotency-Key: 7";

    @TempDir
    private Path one;

    @TempDir
    private Path other;

    private final SharedLedger ledger = new SharedLedger(Duration.ofSeconds(2));

    private static Answer submit(ApiCluster at, String body) {
        return at.send("POST", "/tasks", Capability.SUBMIT, body, KEY);
    }

    private static int counts(ApiCluster at) {
        return at.send("GET", "/counts", Capability.READ, "").status();
    }

    @Test
    void shouldSayWhoServesAndKnowTheSameKeysWhenItHasTakenOver() {
        try (ApiCluster first = new ApiCluster(one, 0, ledger.view())) {
            await().until(() -> counts(first) == 200);
            try (ApiCluster second = new ApiCluster(other, 0, ledger.view())) {
                shouldSayWhoServes(second, first);
                Answer accepted = submit(first, "{\"source\":\"a = 1\"}");
                assertThat(accepted.status()).isEqualTo(201);

                first.close();

                await().until(() -> counts(second) == 200);
                assertThat(submit(second, "{\"source\":\"a = 1\"}").body()).isEqualTo(accepted.body());
                assertThat(submit(second, "{\"source\":\"a = 2\"}").status()).isEqualTo(409);
                assertThat(second.submittedByNodes).isEmpty();
            }
        }
    }

    private static void shouldSayWhoServes(ApiCluster standby, ApiCluster serving) {
        await().untilAsserted(() -> {
            Answer answer = standby.send("GET", "/engines", Capability.READ, "");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("retry-after")).isEqualTo("1");
            JsonNode problem = ApiCluster.json(answer);
            assertThat(problem.path("controller").asText())
                    .isEqualTo("127.0.0.1:" + serving.controller().port());
            String http = "http://127.0.0.1:" + serving.controller().managementPort();
            assertThat(problem.path("http").asText()).isEqualTo(http);
            assertThat(problem.get("detail").textValue())
                    .contains("this controller stands by")
                    .endsWith("ask there: " + http);
        });
        assertThat(standby.send("POST", "/tasks", Capability.READ, "{}").status())
                .isEqualTo(403);
        assertThat(standby.send("GET", "/openapi.json", Capability.READ, "").status())
                .isEqualTo(200);
    }
}
