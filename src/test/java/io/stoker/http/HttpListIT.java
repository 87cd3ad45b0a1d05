package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.stoker.http.RawHttp.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be seen over HTTP of tasks, and of the controller itself. */
class HttpListIT {
    private static final int LISTS = 200;
    private static final int TASKS = 200;

    @TempDir
    private static Path folder;

    private static ApiCluster cluster;

    @BeforeAll
    static void start() {
        cluster = new ApiCluster(folder, 2);
        cluster.awaitEngines();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static Answer get(String path) {
        return cluster.send("GET", path, Capability.READ, "");
    }

    private static JsonNode json(String path) {
        Answer answer = get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return ApiCluster.json(answer);
    }

    private static long submit(String task) {
        Answer answer = cluster.send("POST", "/tasks", Capability.SUBMIT, task);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return ApiCluster.json(answer).get("id").longValue();
    }

    private static long submit(String source, String labels) {
        return submit("{\"source\":\"" + source + "\",\"labels\":" + labels + "}");
    }

    private static JsonNode result(long id) {
        return json("/tasks/" + id + "/result?wait=50");
    }

    private static List<Long> ids(JsonNode page) {
        List<Long> ids = new ArrayList<>();
        page.get("tasks").forEach(task -> ids.add(task.get("id").longValue()));
        return ids;
    }

    @Test
    void shouldShowHowATaskIsLabelledAndCalledAndWhoHasSubmittedIt() {
        long id = submit(
                "{\"source\":\"\",\"name\":\"price <17>\",\"labels\":{\"sweep\":\"2026-12\",\"a/b\":\"%'\\\"\"}}");
        String labels = "{\"a/b\":\"%'\\\"\",\"sweep\":\"2026-12\"}";

        JsonNode result = result(id);
        JsonNode listed = json("/tasks?name=price%20%3C17%3E").get("tasks").get(0);

        for (JsonNode task : List.of(result, json("/tasks/" + id), listed)) {
            assertThat(task.get("id").longValue()).isEqualTo(id);
            assertThat(task.get("name").textValue()).isEqualTo("price <17>");
            assertThat(task.get("labels").toString()).isEqualTo(labels);
            assertThat(task.at("/submitter/user").textValue()).isEqualTo(System.getProperty("user.name"));
            assertThat(task.at("/submitter/session").textValue()).isNotEmpty();
            assertThat(task.at("/submitter/host").textValue()).isNotEmpty();
        }
    }

    @Test
    void shouldFindTasksByWhatIsAskedForPageByPage() {
        String since = json("/status").get("at").textValue();
        List<Long> good = IntStream.range(0, 5)
                .mapToObj(i -> submit("", "{\"run\":\"pages\",\"i\":\"" + i + "\"}"))
                .toList();
        long bad = submit("1 / 0", "{\"run\":\"pages\"}");
        long other = submit("", "{\"other\":\"pages\"}");
        good.forEach(HttpListIT::result);
        result(bad);
        result(other);

        List<Long> paged = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = json("/tasks?label=run=pages&state=succeeded&limit=2&order=oldest" + after);
            assertThat(page.get("tasks").size()).isLessThanOrEqualTo(2);
            paged.addAll(ids(page));
            after = page.has("next") ? "&after=" + page.get("next").textValue() : "";
        } while (!after.isEmpty());

        assertThat(paged).isEqualTo(good);
        assertThat(ids(json("/tasks?label=run=pages"))).hasSize(6).startsWith(bad, good.get(4));
        assertThat(ids(json("/tasks?label=run&label=i=3"))).containsExactly(good.get(3));
        assertThat(ids(json("/tasks?label=run=pages&state=failed&state=timed_out")))
                .containsExactly(bad);
        assertThat(ids(json("/tasks?state=failed&submittedSince=" + since)))
                .contains(bad)
                .doesNotContain(other);
        assertThat(ids(json("/tasks?label=run=pages&submittedBefore=" + since))).isEmpty();
        JsonNode failed =
                json("/tasks?label=run=pages&state=failed").get("tasks").get(0);
        assertThat(failed.get("error").textValue()).contains("Division by zero");
        assertThat(ids(json("/tasks?label=run=pages&engine=" + failed.get("engine"))))
                .contains(bad);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "label=* | 400 | label: a label's key has 1 to 63 of the characters",
                "label=%3Cscript%3Ealert(1)%3C/script%3E | 400 | but this is '<script>alert(1)</script>'",
                "label=a=%00 | 400 | must have no control characters",
                "name=%1B%5B2J | 400 | must have no control characters as line ends and tabs, but this is '\\u001b[2J'",
                "limit=1000000 | 400 | limit: this must be a number of tasks, from 1 to 1000, not '1000000'",
                "after=AAAA | 400 | no page of this query begins after 'AAAA'",
                "limit=1&limit=1 | 400 | the query has 'limit' twice",
                "lables=a | 400 | do you mean 'label'?",
                "label=%FF%FE | 400 | ",
                "label=%zz | 400 | "
            })
    void shouldSayWhatIsWrongWithAQuery(String query, int status, String detail) {
        Answer answer = get("/tasks?" + query);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(ApiCluster.json(answer).get("detail").textValue()).contains(detail == null ? "" : detail);
    }

    @Test
    void shouldRefuseALabelOfAMegabyteWhereverItIs() {
        String large = "x".repeat(1 << 20);

        assertThat(get("/tasks?label=a=" + large).status()).isEqualTo(414);
        Answer body = cluster.send(
                "POST", "/tasks", Capability.SUBMIT, "{\"source\":\"\",\"labels\":{\"a\":\"" + large + "\"}}");
        assertThat(body.status()).isEqualTo(413);
        Answer smaller = cluster.send(
                "POST",
                "/tasks",
                Capability.SUBMIT,
                "{\"source\":\"\",\"labels\":{\"a\":\"" + large.substring(1_000) + "\"}}");
        assertThat(smaller.status()).isEqualTo(400);
        assertThat(ApiCluster.json(smaller).get("detail").textValue())
                .startsWith("labels: the value of the label 'a' has 0 to 256 characters, but this is 'xxx")
                .hasSizeLessThan(300);
    }

    @Test
    void shouldExplainTasksThatWaitRunAndHaveEnded() {
        long waits = submit("{\"source\":\"\",\"depend\":\"gpus > 0\"}");
        JsonNode waiting = json("/tasks/" + waits + "/explanation");
        assertThat(waiting.get("state").textValue()).isEqualTo("queued");
        assertThat(waiting.get("why").get(0).textValue()).contains("meets gpus > 0");
        assertThat(waiting.get("text").textValue()).startsWith("task " + waits + " (QUEUED) waits for an engine");

        long runs = submit("println 'so far'; Thread.sleep(600_000)", "{}");
        await().until(() -> json("/tasks/" + runs + "/explanation?stack=true")
                .at("/running/stack")
                .asText()
                .contains("Thread.sleep"));
        JsonNode running = json("/tasks/" + runs + "/explanation").get("running");
        assertThat(running.get("stdout").textValue()).isEqualTo("so far\n");
        assertThat(running.get("stdoutBytes").intValue()).isEqualTo(7);
        assertThat(running.has("stack")).isFalse();
        abort(waits);
        abort(runs);

        JsonNode ended = json("/tasks/" + runs + "/explanation");
        assertThat(ended.get("state").textValue()).isEqualTo("aborted");
        assertThat(ended.get("attempts").get(0).get("outcome").textValue()).isEqualTo("aborted");
        assertThat(ended.at("/end/failure/kind").textValue()).isEqualTo("interrupted");
        assertThat(get("/tasks/999999/explanation").status()).isEqualTo(404);
        assertThat(get("/tasks/0/explanation?stack=yes").status()).isEqualTo(400);
    }

    private static void abort(long id) {
        cluster.send("POST", "/tasks/" + id + "/abort", Capability.SUBMIT, "{\"mode\":\"interrupt\"}");
        result(id);
    }

    private static URLConnection follow(long id, String more) throws IOException {
        URLConnection connection = URI.create("http://127.0.0.1:"
                        + cluster.controller().managementPort() + "/api/v1/tasks/" + id + "/output?follow=true" + more)
                .toURL()
                .openConnection();
        String bearer = cluster.bearer(Capability.READ);
        connection.setRequestProperty("Authorization", bearer.substring(bearer.indexOf(':') + 2));
        return connection;
    }

    @Test
    void shouldBringOutputWhileATaskRunsUntilItEnds() throws Exception {
        Path end = folder.resolve("end");
        long id = submit(
                "println 'é'; System.err.println 'oh'; while (!new File('" + end + "').exists()) sleep 20; print 'two'",
                "{}");

        try (InputStream output = follow(id, "&stream=stdout").getInputStream();
                InputStream errors = follow(id, "&stream=stderr").getInputStream()) {
            assertThat(new String(output.readNBytes(3), StandardCharsets.UTF_8)).isEqualTo("é\n");
            assertThat(new String(errors.readNBytes(3), StandardCharsets.UTF_8)).isEqualTo("oh\n");
            Files.createFile(end);
            assertThat(new String(output.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("two");
            assertThat(errors.readAllBytes()).isEmpty();
        }
        assertThat(get("/tasks/" + id + "/output?follow=true").body()).contains("é\ntwooh\n");
        assertThat(get("/tasks/" + id + "/output?stream=stderr").body()).isEqualTo("oh\n");
        assertThat(get("/tasks/999999/output?follow=true").status()).isEqualTo(404);
        assertThat(get("/tasks/" + id + "/output?stream=both").status()).isEqualTo(400);
        assertThat(get("/tasks/" + id + "/output?follow=true&wait=1").status()).isEqualTo(400);
    }

    @Test
    void shouldServeOthersWhileSomebodyDoesNotReadWhatIsPrinted() throws Exception {
        long flood = submit("while (true) println 'x' * 1_000", "{}");
        try (InputStream unread = follow(flood, "").getInputStream()) {
            assertThat(unread.read()).isNotNegative();

            List<Long> others =
                    IntStream.range(0, 20).mapToObj(i -> submit("a = 1", "{}")).toList();

            others.forEach(id -> assertThat(result(id).get("state").textValue()).isEqualTo("succeeded"));
            abort(flood);
        }
    }

    @Test
    void shouldRefuseMoreFollowersThanThereMayBe() throws Exception {
        long id = submit("println 'x'; Thread.sleep(600_000)", "{}");
        List<InputStream> open = new ArrayList<>();
        try {
            for (int i = 0; i < OutputStreams.MOST; i++) {
                InputStream output = follow(id, "").getInputStream();
                open.add(output);
                assertThat(output.read()).isEqualTo('x');
            }
            Answer refused = get("/tasks/" + id + "/output?follow=true");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.body()).contains("64 requests that follow the output of tasks");
        } finally {
            for (InputStream one : open) {
                one.close();
            }
        }
        abort(id);
        await().until(() -> get("/tasks/" + id + "/output?follow=true").status() == 200);
    }

    @Test
    void shouldTellHowTheControllerStands() {
        JsonNode status = json("/status");

        assertThat(status.get("serving").booleanValue()).isTrue();
        assertThat(status.get("address").textValue())
                .isEqualTo("127.0.0.1:" + cluster.controller().port());
        assertThat(status.get("http").textValue())
                .isEqualTo("http://127.0.0.1:" + cluster.controller().managementPort());
        assertThat(status.get("pid").longValue())
                .isEqualTo(ProcessHandle.current().pid());
        assertThat(status.get("engines").intValue()).isEqualTo(2);
        assertThat(status.get("silent").intValue()).isZero();
        assertThat(status.get("clients").intValue()).isZero();
        assertThat(status.at("/ledger/kind").textValue()).isEqualTo("memory");
        assertThat(status.at("/ledger/epoch").intValue()).isEqualTo(1);
        assertThat(status.at("/ledger/id").textValue()).hasSize(36);
        assertThat(status.at("/ledger/commitSeconds").doubleValue()).isNotNegative();
        assertThat(status.at("/ledger").has("trouble")).isFalse();
        assertThat(status.at("/tasks/total").longValue()).isNotNegative();
        assertThat(status.get("uptimeSeconds").doubleValue()).isPositive();
    }

    private static Answer answer(Socket socket) throws IOException {
        return RawHttp.parsed(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void shouldAnswerABodyThatComesTooSlowly() throws Exception {
        int port = cluster.controller().managementPort();
        String request = "POST /api/v1/tasks HTTP/1.1\r\nHost: localhost:" + port + "\r\n"
                + cluster.bearer(Capability.SUBMIT)
                + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{";
        try (Socket slow = new RawHttp(SocketFactory.getDefault(), "127.0.0.1", port).open()) {
            slow.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));

            Answer answer = answer(slow);

            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.body()).contains("the body did not come within 10 s");
        }
    }

    @Test
    void shouldTellWhoSendsABodyTooSlowlyThatTheTokenIsMissing() throws Exception {
        int port = cluster.controller().managementPort();
        String request = "POST /api/v1/tasks HTTP/1.1\r\nHost: localhost:" + port
                + "\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{";
        try (Socket slow = new RawHttp(SocketFactory.getDefault(), "127.0.0.1", port).open()) {
            slow.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));

            assertThat(answer(slow).status()).isEqualTo(401);
        }
    }

    @Test
    void shouldRunTasksWhileManyAskForListsAndOthersSendOnlyHalfOfARequest() throws Exception {
        String tasks = IntStream.range(0, TASKS)
                .mapToObj(i -> "{\"source\":\"a = " + i + "\",\"labels\":{\"run\":\"busy\"}}")
                .collect(Collectors.joining(",", "{\"tasks\":[", "]}"));
        String request = "GET /api/v1/tasks?label=run=busy HTTP/1.1\r\nHost: localhost:"
                + cluster.controller().managementPort() + "\r\n" + cluster.bearer(Capability.READ)
                + "\r\nConnection: close\r\n\r\n";
        RawHttp http = new RawHttp(
                SocketFactory.getDefault(), "127.0.0.1", cluster.controller().managementPort());
        List<Socket> sockets = new ArrayList<>();
        try {
            assertThat(cluster.send("POST", "/tasks", Capability.SUBMIT, tasks).status())
                    .isEqualTo(201);
            for (int i = 0; i < LISTS + 20; i++) {
                Socket socket = http.open();
                sockets.add(socket);
                boolean half = i >= LISTS;
                String sent = half ? request.substring(0, request.length() / 2) : request;
                socket.getOutputStream().write(sent.getBytes(StandardCharsets.UTF_8));
            }

            await().until(() ->
                    ids(json("/tasks?label=run=busy&state=unfinished")).isEmpty());
            for (Socket socket : sockets.subList(0, LISTS)) {
                Answer answer = answer(socket);
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
                assertThat(ApiCluster.json(answer).get("tasks").size()).isPositive();
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        assertThat(ids(json("/tasks?label=run=busy&state=succeeded&limit=1000")))
                .hasSize(TASKS);
    }
}
