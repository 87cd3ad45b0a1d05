package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.stoker.http.RawHttp.Answer;
import io.stoker.store.ValueFiles;
import io.stoker.store.sql.SqlStore;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What happens, over HTTP. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EventStreamIT {
    @TempDir
    private static Path folder;

    private static ApiCluster cluster;

    @BeforeAll
    static void start() {
        cluster = cluster();
        cluster.addEngine();
        cluster.awaitEngines();
    }

    private static ApiCluster cluster() {
        ValueFiles values = ValueFiles.open(folder.resolve("values"), 1 << 20, InstantSource.system());
        return new ApiCluster(folder, 0, SqlStore.sqlite(folder.resolve("ledger"), values));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** A stream, when those that were closed before count no more. */
    private static EventStream stream(String query, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add(cluster.bearer(Capability.READ));
        return await().pollDelay(Duration.ZERO).until(() -> begun(query, all.toArray(String[]::new)), Objects::nonNull);
    }

    private static @Nullable EventStream begun(String query, String[] headers) {
        EventStream stream = new EventStream(cluster.controller().managementPort(), "/api/v1/events" + query, headers);
        if (stream.status().equals("HTTP/1.1 200 OK")) {
            return stream;
        }
        assertThat(stream.status()).startsWith("HTTP/1.1 503");
        stream.close();
        submit("a = 0"); // the server notices that a stream has ended when it writes the next event
        return null;
    }

    private static long submit(String source) {
        Answer answer = cluster.send("POST", "/tasks", Capability.SUBMIT, "{\"source\": \"" + source + "\"}");
        assertThat(answer.status()).isEqualTo(201);
        return ApiCluster.json(answer).get("id").longValue();
    }

    private static boolean isEnd(JsonNode event, long task) {
        return event.get("kind").textValue().equals("ended")
                && event.get("task").longValue() == task;
    }

    private static List<String> kinds(List<JsonNode> events) {
        return events.stream().map(event -> event.get("kind").textValue()).toList();
    }

    @Test
    void shouldTellWhatHappensFromNowOn() {
        long before = submit("a = 1");
        try (EventStream stream = stream("")) {
            stream.untilBegun();
            long task = submit("throw new RuntimeException('no')");

            JsonNode end = stream.until(event -> isEnd(event, task));

            assertThat(end.get("state").textValue()).isEqualTo("failed");
            assertThat(end.get("reason").textValue()).contains("no");
            assertThat(end.get("id").textValue()).isEqualTo(stream.lastId());
            assertThat(stream.events())
                    .noneMatch(event -> event.path("task").asLong(-1) == before
                            && event.get("kind").textValue().equals("accepted"));
        }
    }

    @Test
    void shouldGoOnFromTheLastEventThatABrowserHasSeen() {
        long first = submit("a = 1");
        String seen;
        try (EventStream stream = stream("?after=0.0")) {
            stream.until(event -> isEnd(event, first));
            seen = stream.lastId();
        }
        long second = submit("a = 2");

        try (EventStream again = stream("?after=0.0", "Last-Event-ID: " + seen)) {
            again.until(event -> isEnd(event, second));

            assertThat(again.events()).noneMatch(event -> event.path("task").asLong(-1) == first);
            assertThat(kinds(again.events())).startsWith("accepted", "dispatched");
        }
    }

    @Test
    void shouldTellOfSomeTasksAndKindsOnly() {
        long other = submit("a = 1");
        long task = submit("a = 2");
        try (EventStream stream = stream("?after=0.0&kind=accepted&kind=ended&task=" + task + "&task=999999")) {
            stream.until(event -> isEnd(event, task));

            assertThat(kinds(stream.events())).containsExactly("accepted", "ended");
            assertThat(other).isLessThan(task);
        }
        try (EventStream stream = stream("?after=0.0&kind=engine_joined&engine=0")) {
            assertThat(stream.until(event -> true).get("engine").intValue()).isZero();
        }
    }

    @Test
    void shouldRefuseWhatCannotBeMetBeforeAStreamBegins() {
        List<String> wrong = List.of(
                "label=*",
                "label=" + URLEncoder.encode("<script>", StandardCharsets.UTF_8),
                "label=k%3D%07",
                "label=k%3D" + "x".repeat(2_000),
                "name=",
                "name=a&name=b",
                "kind=exploded",
                "task=-1",
                "task=1e3",
                "engine=99999999999",
                "after=yesterday",
                "after=1",
                "surprise=1");
        for (String query : wrong) {
            Answer answer = cluster.send("GET", "/events?" + query, Capability.READ, "");
            assertThat(answer.status()).as(query).isEqualTo(400);
            assertThat(ApiCluster.json(answer).get("detail").textValue())
                    .as(query)
                    .isNotBlank();
        }
        Answer header = cluster.send("GET", "/events", Capability.READ, "", "Last-Event-ID: ../../etc");
        assertThat(header.status()).isEqualTo(400);
        assertThat(cluster.plain("GET", "/events").status()).isEqualTo(401);
    }

    @Test
    void shouldSayThatTheEventsAreGoneAndWhichThereAre() {
        Answer answer = cluster.send("GET", "/events?after=999999.1", Capability.READ, "");

        assertThat(answer.status()).isEqualTo(410);
        assertThat(ApiCluster.json(answer).get("detail").textValue()).contains("there is no event 999999.1");
        assertThat(answer.header("last-event-id")).matches("[0-9]+\\.0");
    }

    @Test
    @Order(1) // for a stream that has ended counts until the server has noticed
    void shouldRefuseMoreStreamsThanThereMayBe() {
        List<EventStream> open = new ArrayList<>();
        try {
            for (int i = 0; i < EventStreams.MOST; i++) {
                open.add(stream(""));
            }
            Answer one = cluster.send("GET", "/events", Capability.READ, "");
            assertThat(one.status()).isEqualTo(503);
            assertThat(ApiCluster.json(one).get("detail").textValue()).contains("as many as there may be");
            long task = submit("a = 3");
            for (EventStream stream : open) {
                stream.until(event -> isEnd(event, task));
            }
        } finally {
            open.forEach(EventStream::close);
        }
    }
}
