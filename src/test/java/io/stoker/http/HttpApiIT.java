package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.stoker.http.RawHttp.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be done over HTTP with a controller and its engines. */
class HttpApiIT {
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

    @BeforeEach
    void forget() {
        cluster.audited.clear();
    }

    private static Answer get(String path) {
        return cluster.send("GET", path, Capability.READ, "");
    }

    private static Answer post(String path, String body) {
        return cluster.send("POST", path, Capability.SUBMIT, body);
    }

    private static JsonNode json(Answer answer) {
        return ApiCluster.json(answer);
    }

    private static long submit(String task) {
        Answer answer = post("/tasks", task);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return json(answer).get("id").longValue();
    }

    private static JsonNode result(long id) {
        Answer answer = get("/tasks/" + id + "/result?wait=50");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    @Test
    void shouldSubmitATaskAndBringItsResult() {
        Answer submitted =
                post("/tasks", "{\"source\":\"c = a * b; println 'hello'\",\"push\":{\"a\":6,\"b\":7},\"pull\":\"c\"}");
        assertThat(submitted.status()).isEqualTo(201);
        long id = json(submitted).get("id").longValue();
        assertThat(submitted.header("location")).isEqualTo("/api/v1/tasks/" + id);

        JsonNode result = result(id);

        assertThat(result.get("state").textValue()).isEqualTo("succeeded");
        assertThat(result.get("values").toString()).isEqualTo("{\"c\":42}");
        assertThat(result.get("stdout").textValue()).isEqualTo("hello\n");
        assertThat(result.get("attempts")).hasSize(1);
        assertThat(result.has("failure")).isFalse();
        JsonNode task = json(get("/tasks/" + id));
        assertThat(task.get("done").booleanValue()).isTrue();
        assertThat(task.get("attempts").intValue()).isEqualTo(1);
        assertThat(task.get("completed").textValue())
                .isEqualTo(result.get("completed").textValue());
        Answer output = get("/tasks/" + id + "/output");
        assertThat(output.header("content-type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(output.body()).isEqualTo("hello\n");
        assertThat(json(get("/tasks/" + id + "/history"))
                        .at("/attempts/0/outcome")
                        .textValue())
                .isEqualTo("succeeded");
    }

    @Test
    void shouldSubmitManyTasksInOrder() {
        String tasks = IntStream.range(0, 300)
                .mapToObj(i -> "{\"source\":\"\",\"push\":{\"i\":" + i + "},\"pull\":\"i\"}")
                .reduce((one, other) -> one + "," + other)
                .orElseThrow();

        Answer answer = post("/tasks", "{\"tasks\":[" + tasks + "]}");

        assertThat(answer.status()).isEqualTo(201);
        JsonNode ids = json(answer).get("ids");
        assertThat(ids).hasSize(300);
        assertThat(result(ids.get(299).longValue()).at("/values/i").intValue()).isEqualTo(299);
        assertThat(cluster.audited).anySatisfy(event -> {
            assertThat(event.caller()).isEqualTo("token submit");
            assertThat(event.ids())
                    .containsExactly(ids.get(0).longValue(), ids.get(299).longValue());
        });
    }

    @Test
    void shouldBringValuesThatJsonHasNotBothWays() {
        String values = "{\"l\":{\"$type\":\"long\",\"value\":\"9007199254740993\"},"
                + "\"b\":{\"$type\":\"bytes\",\"value\":\"AQI=\"},\"n\":{\"$type\":\"double\",\"value\":\"NaN\"},"
                + "\"t\":{\"$type\":\"instant\",\"value\":\"2026-11-30T12:00:00Z\"},"
                + "\"m\":{\"$type\":\"map\",\"value\":[[1,\"one\"]]},\"o\":{\"$type\":\"object\",\"value\":{\"$x\":1}}}";

        long id = submit("{\"source\":\"\",\"push\":" + values + ",\"pull\":[\"l\",\"b\",\"n\",\"t\",\"m\",\"o\"]}");

        assertThat(result(id).get("values").toString()).isEqualTo(values);
    }

    @Test
    void shouldBringValuesThatTheStoreKeeps() {
        String large = "x".repeat(200_000);

        long id = submit("{\"source\":\"\",\"push\":{\"a\":\"" + large + "\"},\"pull\":\"a\"}");

        assertThat(result(id).at("/values/a").textValue()).isEqualTo(large);
    }

    @Test
    void shouldRefuseAResultThatIsTooLargeForTheController() {
        long id = submit("{\"source\":\"a = 'x' * 17_000_000\",\"pull\":\"a\"}");

        Answer answer = get("/tasks/" + id + "/result?wait=50");

        assertProblem(answer, 422, "RefusedException", "take no more than 16777216: get them with the Java client");
        assertThat(json(get("/tasks/" + id)).get("state").textValue()).isEqualTo("succeeded");
    }

    @Test
    void shouldTellWhyATaskHasFailed() {
        JsonNode result = result(submit("{\"source\":\"x = 1\\nthrow new IllegalStateException('no <b>')\"}"));

        assertThat(result.get("state").textValue()).isEqualTo("failed");
        assertThat(result.at("/failure/kind").textValue()).isEqualTo("user_code");
        assertThat(result.at("/failure/type").textValue()).isEqualTo("java.lang.IllegalStateException");
        assertThat(result.at("/failure/message").textValue()).isEqualTo("no <b>");
        assertThat(result.at("/failure/line").intValue()).isEqualTo(2);
        assertThat(result.get("values").isEmpty()).isTrue();
    }

    @Test
    void shouldRetryAndRecoverAsTheTaskSays() {
        JsonNode result = result(
                submit(
                        "{\"source\":\"throw new Exception('no')\",\"retries\":1,\"recovery\":{\"source\":\"a = 5\",\"pull\":\"a\"}}"));

        assertThat(result.at("/values/a").intValue()).isEqualTo(5);
        assertThat(result.get("attempts")).hasSize(3);
        assertThat(result.at("/attempts/0/evidence").textValue()).contains("no");
    }

    @Test
    void shouldTellHowATaskStandsThatHasNotEnded() {
        long id = submit("{\"source\":\"sleep(600_000)\"}");
        await().until(() -> json(get("/tasks/" + id)).get("state").textValue().equals("running"));

        JsonNode task = json(get("/tasks/" + id));
        Answer result = get("/tasks/" + id + "/result");
        Answer waited = get("/tasks/" + id + "/result?wait=1");

        assertThat(task.get("done").booleanValue()).isFalse();
        assertThat(task.get("submitted").textValue()).endsWith("Z");
        assertThat(task.get("started").textValue()).endsWith("Z");
        assertThat(task.get("attempts").intValue()).isEqualTo(1);
        assertThat(task.get("engine").intValue()).isBetween(0, 1);
        assertThat(task.get("note").textValue()).contains("it runs on engine");
        assertThat(result.status()).isEqualTo(202);
        assertThat(json(result).get("state").textValue()).isEqualTo("running");
        assertThat(waited.status()).isEqualTo(202);
        assertThat(get("/tasks/" + id + "/output").status()).isEqualTo(202);
        JsonNode history = json(get("/tasks/" + id + "/history"));
        assertThat(history.get("attempts")).hasSize(1);
        assertThat(history.at("/attempts/0").has("outcome")).isFalse();
        shouldAbortWhatRuns(id);
    }

    private static void shouldAbortWhatRuns(long id) {
        Answer aborted = post("/tasks/" + id + "/abort", "{\"mode\":\"interrupt\"}");

        assertThat(aborted.status()).isEqualTo(202);
        assertThat(result(id).get("state").textValue()).isEqualTo("aborted");
        Answer again = post("/tasks/" + id + "/abort", "");
        assertThat(again.status()).isEqualTo(409);
        assertThat(json(again).get("exception").textValue()).isEqualTo("io.stoker.task.AlreadyCompletedException");
        assertThat(json(again).get("detail").textValue()).contains("has already completed");
    }

    @Test
    void shouldPinAndUnpinAndClear() {
        long pinned = submit("{\"source\":\"\"}");
        long other = submit("{\"source\":\"\"}");
        result(pinned);
        result(other);
        assertThat(post("/tasks/" + pinned + "/pin", "").status()).isEqualTo(200);

        Answer refused = clear("{\"ids\":[" + pinned + "]}");
        Answer cleared = clear("{\"ids\":[" + other + "]}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(json(refused).get("exception").textValue()).endsWith("PinnedException");
        assertThat(json(cleared).get("cleared").intValue()).isEqualTo(1);
        assertThat(get("/tasks/" + other).status()).isEqualTo(404);
        assertThat(clear("{\"ids\":[" + other + "]}").status()).isEqualTo(404);
        assertThat(post("/tasks/" + pinned + "/unpin", "{}").status()).isEqualTo(200);
        assertThat(clear("{\"ids\":[" + pinned + "]}").status()).isEqualTo(200);
        assertThat(post("/tasks/999999/pin", "").status()).isEqualTo(404);
    }

    private static Answer clear(String body) {
        return cluster.send("POST", "/tasks/clear", Capability.OPERATE, body);
    }

    @Test
    void shouldSubmitTheSameTasksUnderAKeyOnce() {
        String body = "{\"tasks\":[{\"source\":\"a = 1\"},{\"source\":\"a = 2\"}]}";
        String key = "Idempotency-Key: night run 7";

        Answer first = cluster.send("POST", "/tasks", Capability.SUBMIT, body, key);
        Answer again = cluster.send("POST", "/tasks", Capability.OPERATE, body, key);

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        for (String other : List.of(
                "{\"tasks\":[{\"source\":\"a = 1\"},{\"source\":\"a = 3\"}]}",
                "{\"tasks\":[{\"source\":\"a = 1\"}]}",
                "{\"tasks\":[{\"source\":\"a = 1\"},{\"source\":\"a = 2\"},{\"source\":\"a = 3\"}]}",
                "{\"source\":\"a = 1\"}")) {
            Answer refused = cluster.send("POST", "/tasks", Capability.SUBMIT, other, key);
            assertThat(refused.status()).as(other).isEqualTo(409);
            assertThat(json(refused).get("exception").textValue()).endsWith("KeyReusedException");
            assertThat(json(refused).get("detail").textValue()).contains("the key 'night run 7' was used before");
        }
        assertThat(cluster.send("POST", "/tasks", Capability.SUBMIT, body, "Idempotency-Key: another")
                        .body())
                .isNotEqualTo(first.body());
    }

    @Test
    void shouldKnowLargeValuesAgainUnderAKey() {
        String body = "{\"source\":\"\",\"push\":{\"a\":\"" + "y".repeat(300_000) + "\"}}";
        String key = "Idempotency-Key: large";

        Answer first = cluster.send("POST", "/tasks", Capability.SUBMIT, body, key);
        result(json(first).get("id").longValue());
        Answer again = cluster.send("POST", "/tasks", Capability.SUBMIT, body, key);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(cluster.send("POST", "/tasks", Capability.SUBMIT, body.replace("yy\"", "yz\""), key)
                        .status())
                .isEqualTo(409);
    }

    @Test
    void shouldCountTasks() {
        result(submit("{\"source\":\"\"}"));

        JsonNode counts = json(get("/counts"));

        assertThat(counts.get("succeeded").intValue()).isPositive();
        assertThat(counts.get("total").intValue())
                .isEqualTo(List.of("scheduled", "pending", "succeeded", "failed", "aborted").stream()
                        .mapToInt(name -> counts.get(name).intValue())
                        .sum());
    }

    @Test
    void shouldShowEngines() {
        JsonNode engines = json(get("/engines")).get("engines");

        assertThat(engines).hasSize(2).allSatisfy(engine -> {
            assertThat(engine.get("host").textValue()).isEqualTo("test");
            assertThat(engine.get("reachable").booleanValue()).isTrue();
            assertThat(engine.at("/properties/host").textValue()).isEqualTo("test");
        });
        JsonNode one = json(get("/engines/1"));
        assertThat(one.get("id").intValue()).isEqualTo(1);
        assertThat(one.get("queue").isArray()).isTrue();
    }

    @Test
    void shouldShowWhatAnEngineRuns() {
        long id = submit("{\"source\":\"sleep(600_000)\",\"depend\":\"pid == 1\"}");
        await().until(() -> json(get("/tasks/" + id)).get("state").textValue().equals("running"));
        int engine = json(get("/tasks/" + id)).get("engine").intValue();

        await().untilAsserted(() -> assertThat(
                        json(get("/engines/" + engine)).path("running").asText())
                .contains("" + id));
        post("/tasks/" + id + "/abort", "{\"mode\":\"interrupt\"}");
    }

    @Test
    void shouldCallEnginesDirectly() {
        assertThat(post("/engines/0/push", "{\"values\":{\"1d\":30}}").status()).isEqualTo(400);
        assertThat(post("/engines/0/push", "{\"values\":{\"d\":30}}").status()).isEqualTo(204);

        JsonNode executed = json(post("/engines/0/execute", "{\"source\":\"println 'hi'; d + 1\"}"));
        JsonNode pulled = json(post("/engines/0/pull", "{\"names\":[\"d\"]}"));

        assertThat(executed.get("stdout").textValue()).isEqualTo("hi\n");
        assertThat(executed.get("display").textValue()).isEqualTo("31");
        assertThat(pulled.toString()).isEqualTo("{\"values\":{\"d\":30}}");
        Answer failed = post("/engines/0/execute", "{\"source\":\"1 / 0\"}");
        assertThat(failed.status()).isEqualTo(422);
        assertThat(json(failed).at("/failure/type").textValue()).isEqualTo("java.lang.ArithmeticException");
        assertThat(json(failed).get("detail").textValue()).contains("Division by zero");
        assertThat(post("/engines/0/pull", "{\"names\":\"missing\"}").status()).isEqualTo(422);
    }

    @Test
    void shouldEndAnEngine() {
        cluster.addEngine();
        await().until(() -> json(get("/engines")).get("engines").size() == 3);

        Answer ended = cluster.send("DELETE", "/engines/2", Capability.OPERATE, "");

        assertThat(ended.status()).as(ended.body()).isEqualTo(204);
        await().until(() -> json(get("/engines")).get("engines").size() == 2);
        Answer gone = get("/engines/2");
        assertThat(gone.status()).isEqualTo(404);
        assertThat(json(gone).get("exception").textValue()).endsWith("UnknownEngineException");
    }

    @Test
    void shouldAskForTheCapabilityOfEachRoute() {
        List<String> refused = new ArrayList<>();
        Set<String> changed = new HashSet<>();
        try (HttpApi api = new HttpApi(TestServer.usual(), "1")) {
            for (ApiRoute route : api.routes()) {
                // A stream of events would not end; that event is still to come.
                String after = route.path().equals("/events") ? "?after=999999.0" : "";
                String path = route.path().replace("{id}", "999999") + after;
                for (Capability has : Capability.values()) {
                    int status = cluster.send(route.method(), path, has, "").status();
                    assertThat(status == 403)
                            .as(route + " with " + has + ": " + status)
                            .isEqualTo(!has.includes(route.needed()));
                    (status == 403 ? refused : changed).add(route.path());
                }
            }
        }
        assertThat(refused).isNotEmpty();
        assertThat(changed).isNotEmpty();
        assertThat(cluster.plain("GET", "/tasks/0").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET | /tasks/999999 | 404 | UnknownTaskException | 999999",
                "GET | /tasks/-1 | 400 | BadDocumentException | '-1' is not the id of a task",
                "GET | /tasks/1.0 | 400 | BadDocumentException | '1.0' is not the id of a task",
                "GET | /tasks/9223372036854775808 | 400 | BadDocumentException | is not the id of a task",
                "GET | /tasks/%3Cscript%3E | 400 | BadDocumentException | '<script>' is not the id of a task",
                "GET | /tasks/0/result?wait=61 | 400 | BadDocumentException | '61' is not a time to wait",
                "GET | /tasks/0/result?wait=x | 400 | BadDocumentException | 'x' is not a time to wait",
                "GET | /tasks/0/result?wiat=1 | 400 | BadDocumentException | do you mean 'wait'?",
                "GET | /tasks/0/result?wait=1&wait=2 | 400 | BadDocumentException | twice",
                "GET | /tasks/0?a=1 | 400 | BadDocumentException | has no 'a'; it takes nothing",
                "GET | /engines/7 | 404 | UnknownEngineException | there is no engine 7",
                "GET | /engines/2147483648 | 400 | BadDocumentException | is not the id of an engine",
                "GET | /nothing | 404 | | there is no such route",
                "GET | `` | 404 | | there is no such route",
                "PUT | /tasks/0 | 405 | | this route takes GET",
                "DELETE | /tasks | 405 | | this route takes GET, POST"
            })
    void shouldSayWhatIsWrongWithARequest(String method, String path, int status, String exception, String detail) {
        Answer answer = cluster.send(method, path, Capability.OPERATE, "");

        assertProblem(answer, status, exception == null ? "" : exception, detail);
    }

    private static void assertProblem(Answer answer, int status, String exception, String detail) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        JsonNode problem = json(answer);
        assertThat(problem.get("type").textValue()).isEqualTo("about:blank");
        assertThat(problem.get("title").textValue()).isNotEmpty();
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("detail").textValue()).contains(detail);
        assertThat(problem.path("exception").asText()).endsWith(exception);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/tasks | `` | the body is empty",
                "/tasks | { | this is not JSON",
                "/tasks | {\"source\":\"a\",\"source\":\"b\"} | Duplicate",
                "/tasks | {\"source\":\"a\",\"retrys\":1} | do you mean 'retries'?",
                "/tasks | {\"source\":\"a\",\"push\":{\"x\":{\"$type\":\"lnog\",\"value\":1}}} | push.x: there is no type 'lnog'",
                "/tasks/0/abort | {\"mode\":\"kill\"} | mode: this must be \"discard\" or \"interrupt\", not 'kill'",
                "/tasks/0/pin | {\"a\":1} | a pin has no 'a'",
                "/tasks/clear | {} | a clear needs either",
                "/tasks/clear | {\"ids\":[1],\"all\":true} | a clear needs either",
                "/tasks/clear | {\"ids\":[-1]} | ids[0]: this must be an id",
                "/engines/0/execute | {} | needs a \"source\"",
                "/engines/0/push | {} | a push needs \"values\"",
                "/engines/0/pull | {\"names\":[1]} | names: this must be a list of texts"
            })
    void shouldSayWhatIsWrongWithABody(String path, String body, String detail) {
        assertProblem(cluster.send("POST", path, Capability.OPERATE, body), 400, "BadDocumentException", detail);
    }

    @Test
    void shouldRefuseBodiesThatAreTooLargeOrNoJsonAsProblems() {
        assertProblem(post("/tasks", "{\"source\":\"" + "x".repeat(2 << 20) + "\"}"), 413, "", "a body may have");
        assertProblem(
                cluster.plain("POST", "/tasks", "{}", cluster.bearer(Capability.SUBMIT), "Content-Type: text/plain"),
                415,
                "",
                "a body must be JSON");
        assertProblem(
                post("/tasks", "{\"source\":\"" + "x".repeat(200_000) + "\"}"),
                413,
                "ValueTooLargeException",
                "source");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "é"})
    void shouldRefuseAKeyThatIsNone(String key) {
        Answer answer =
                cluster.send("POST", "/tasks", Capability.SUBMIT, "{\"source\":\"\"}", "Idempotency-Key: " + key);

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void shouldTellTheAuditTheTokenAndNotTheNode() {
        long id = submit("{\"source\":\"\"}");

        assertThat(cluster.audited).singleElement().satisfies(event -> {
            assertThat(event.caller()).isEqualTo("token submit");
            assertThat(event.path()).isEqualTo("/api/v1/tasks");
            assertThat(event.status()).isEqualTo(201);
            assertThat(event.ids()).containsExactly(id, id);
        });
        assertThat(cluster.submittedByNodes).isEmpty();
    }

    @Test
    void shouldDescribeItself() {
        assertThat(json(get("/openapi.json")).get("openapi").textValue()).startsWith("3.1");
    }
}
