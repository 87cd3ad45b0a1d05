package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.stoker.http.RawHttp.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators do to tasks and engines over HTTP. */
class HttpSteeringIT {
    private static final Duration SOON = Duration.ofMinutes(2);

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

    private static JsonNode post(int status, String path, String body, String... headers) {
        Answer answer = cluster.send("POST", path, Capability.SUBMIT, body, headers);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return ApiCluster.json(answer);
    }

    private static JsonNode operate(int status, String method, String path) {
        return operate(status, method, path, "");
    }

    private static JsonNode operate(int status, String method, String path, String body) {
        Answer answer = cluster.send(method, path, Capability.OPERATE, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return ApiCluster.json(answer);
    }

    private static JsonNode get(String path) {
        return ApiCluster.json(cluster.send("GET", path, Capability.READ, ""));
    }

    private static JsonNode result(long id) {
        return get("/tasks/" + id + "/result?wait=50");
    }

    private static long ended(String task) {
        long id = post(201, "/tasks", task).get("id").longValue();
        result(id);
        return id;
    }

    /** Retries of a task that ends badly, which have this label and wait for no engine that there is. */
    private static List<Long> waiting(String label, int count) {
        long first = ended("{\"source\":\"a = 1\"}");
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String edit = "{\"depend\":\"never\",\"labels\":{\"of\":\"" + label + "\"}}";
            ids.add(post(201, "/tasks/" + first + "/retry", edit).get("id").longValue());
        }
        return ids;
    }

    @Test
    void shouldRetryATaskAsItWasOrChanged() {
        long first = ended("{\"source\":\"c = a * b\",\"push\":{\"a\":6,\"b\":7},\"pull\":\"c\",\"retries\":2}");

        long same = post(201, "/tasks/" + first + "/retry", "").get("id").longValue();
        assertThat(result(same).at("/values/c").intValue()).isEqualTo(42);
        String edit =
                "{\"source\":\"d = a + b\",\"push\":{\"a\":100},\"pull\":[\"d\"],\"retries\":0,\"isolated\":true,\"name\":\"sum\","
                        + "\"recovery\":{\"source\":\"\"}}";
        long changed = post(201, "/tasks/" + first + "/retry", edit).get("id").longValue();
        assertThat(result(changed).get("values").toString()).isEqualTo("{\"d\":107}");
    }

    @Test
    void shouldRetryOnceUnderAKey() {
        long first = ended("{\"source\":\"a = 1\"}");
        String path = "/tasks/" + first + "/retry";
        String key = "Idempotency-Key: retry of " + first;

        JsonNode once = post(201, path, "{\"retries\":1}", key);
        assertThat(post(201, path, "{\"retries\":1}", key)).isEqualTo(once);
        assertThat(post(409, path, "{\"retries\":2}", key).get("exception").textValue())
                .endsWith("KeyReusedException");
        long other = ended("{\"source\":\"a = 1\"}");
        post(409, "/tasks/" + other + "/retry", "{\"retries\":1}", key);
        post(409, "/tasks", "{\"source\":\"a = 1\"}", key);
    }

    @Test
    void shouldGiveTheSameAnswerUnderAKeyWhenTheTaskThatWasRetriedIsThereNoLonger() {
        long first = ended("{\"source\":\"a = b\",\"push\":{\"b\":1}}");
        String path = "/tasks/" + first + "/retry";
        String key = "Idempotency-Key: retry of " + first + ", which goes";
        JsonNode once = post(201, path, "{\"retries\":1,\"labels\":{\"x\":\"1\",\"y\":\"2\"}}", key);

        operate(200, "POST", "/tasks/clear", "{\"ids\":[" + first + "]}");
        assertThat(post(201, path, "{\"labels\": {\"y\": \"2\", \"x\": \"1\"}, \"retries\": 1}", key))
                .isEqualTo(once);
        post(409, path, "{\"retries\":2}", key);
        post(404, path, "{\"retries\":1}", key + " and another");
        post(404, path, "{\"retries\":1}");
    }

    @Test
    void shouldAbortAndRetryAllThatAQueryFinds() {
        List<Long> ids = waiting("all", 5);
        String query = "{\"labels\":{\"of\":\"all\"},\"states\":[\"unfinished\",\"aborted\"]}";

        JsonNode aborted = post(200, "/tasks/abort", query.replace("]}", "],\"mode\":\"interrupt\"}"));
        assertThat(aborted.toString()).isEqualTo("{\"aborted\":5}");
        assertThat(get("/tasks/" + ids.get(0)).get("state").textValue()).isEqualTo("aborted");
        JsonNode retried = post(200, "/tasks/retry", query);
        assertThat(retried.get("ids")).hasSize(5);
        assertThat(retried.get("next")).isNull();
        assertThat(cluster.audited)
                .anySatisfy(event ->
                        assertThat(event.ids()).contains(retried.at("/ids/0").longValue()));
        assertThat(post(200, "/tasks/retry", query).get("ids")).isEmpty();
        assertThat(post(200, "/tasks/abort", "{\"keys\":[\"of\"],\"name\":\"nobody\"}")
                        .get("aborted")
                        .intValue())
                .isZero();
        assertThat(post(200, "/tasks/abort", query).get("aborted").intValue()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/tasks/999999/retry | `` | 404 | there is no task with the id 999999",
                "/tasks/x/retry | `` | 400 | is not the id of a task",
                "/tasks/ID/retry | {\"sources\": \"\"} | 400 | do you mean 'source'?",
                "/tasks/ID/retry | {\"retries\": -1} | 400 | retries: this must be a whole number",
                "/tasks/ID/retry | {\"push\": {\"a b\": 1}} | 400 | push: ",
                "/tasks/ID/retry | {\"labels\": {\"stoker/retry-of\": \"1\"}} | 400 | are Stoker's own",
                "/tasks/ID/retry | {\"labels\": [\"a\"]} | 400 | labels: this must be an object whose values are texts",
                "/tasks/ID/retry | {\"recovery\": {}} | 400 | recovery: a task needs a",
                "/tasks/abort | {} | 400 | an abort needs either conditions",
                "/tasks/abort | {\"all\": true, \"name\": \"x\"} | 400 | an abort needs either conditions",
                "/tasks/abort | {\"name\": \"x\", \"mode\": \"hard\"} | 400 | mode: this must be",
                "/tasks/abort | {\"name\": \"x\", \"after\": \"nowhere\"} | 422 | no page of this query begins after",
                "/tasks/retry | {\"name\": \"x\", \"mode\": \"discard\"} | 400 | has no 'mode'",
                "/tasks/retry | {\"label\": {}} | 400 | do you mean 'labels'?",
                "/tasks/retry | {\"labels\": {\"<script>\": \"x\"}} | 400 | labels: a label's key has",
                "/tasks/retry | {\"labels\": \"x\"} | 400 | labels: this must be an object of texts",
                "/tasks/retry | {\"keys\": [1]} | 400 | keys: this must be a text",
                "/tasks/retry | {\"keys\": {}} | 400 | keys: this must be a list of texts",
                "/tasks/retry | {\"states\": [\"lost\"]} | 400 | states: this must be unfinished,",
                "/tasks/retry | {\"submittedSince\": \"today\"} | 400 | submittedSince: this must be a time as",
                "/tasks/retry | {\"engine\": -2} | 400 | engine: this must be the id of an engine",
                "/tasks/retry | {\"session\": \"\"} | 400 | session: a session has 1 to 256 characters",
            })
    void shouldSayWhatIsWrong(String path, String body, int status, String detail) {
        String id = path.contains("ID") ? String.valueOf(ended("{\"source\":\"\"}")) : "";
        JsonNode problem = post(status, path.replace("ID", id), body);
        assertThat(problem.get("detail").textValue()).contains(detail);
    }

    @Test
    void shouldReadTheTimesOfAQuery() {
        long id = ended("{\"source\":\"throw new IllegalStateException()\"}");
        String time = get("/tasks/" + id).get("completed").textValue();
        String since = "{\"completedSince\":\"" + time + "\",\"submittedBefore\":\"2100-01-01T00:00:00+01:00\"}";
        List<Long> ids = new ArrayList<>();
        post(200, "/tasks/retry", since).get("ids").forEach(one -> ids.add(one.longValue()));
        assertThat(ids).isNotEmpty();
        assertThat(post(200, "/tasks/retry", "{\"completedBefore\":\"1999-01-01T00:00:00Z\"}")
                        .get("ids"))
                .isEmpty();
        ids.forEach(HttpSteeringIT::result);
    }

    @Test
    void shouldDrainAnEngineUntilItIsResumed() {
        assertThat(operate(200, "POST", "/engines/0/drain").toString()).isEqualTo("{\"id\":0,\"draining\":true}");
        await().atMost(SOON).until(() -> get("/engines/0").get("draining").booleanValue());
        for (int i = 0; i < 6; i++) {
            assertThat(result(ended("{\"source\":\"\"}")).get("engine").intValue())
                    .isEqualTo(1);
        }
        assertThat(post(200, "/engines/0/execute", "{\"source\":\"6 * 7\"}")
                        .get("display")
                        .textValue())
                .isEqualTo("42");
        assertThat(operate(200, "POST", "/engines/0/resume").toString()).isEqualTo("{\"id\":0,\"draining\":false}");
        await().atMost(SOON).until(() -> !get("/engines/0").get("draining").booleanValue());
        operate(200, "POST", "/engines/1/drain");
        assertThat(result(ended("{\"source\":\"\"}")).get("engine").intValue()).isZero();
        operate(200, "POST", "/engines/1/resume");
    }

    @Test
    void shouldEndAnEngineWhenItHasNothingToDo() throws Exception {
        cluster.addEngine();
        await().atMost(SOON).until(() -> get("/engines").get("engines").size() == 3);
        post(200, "/engines/2/execute", "{\"source\":\"stoker.properties.third = true\"}");
        long runs = post(
                        201,
                        "/tasks",
                        "{\"source\":\"while (!new File(f).exists()) sleep 20; c = 1\",\"pull\":\"c\",\"depend\":\"third\","
                                + "\"push\":{\"f\":\"" + folder.resolve("go") + "\"}}")
                .get("id")
                .longValue();
        await().atMost(SOON)
                .until(() -> get("/tasks/" + runs).get("state").textValue().equals("running"));

        operate(400, "DELETE", "/engines/2?drain=yes");
        operate(400, "DELETE", "/engines/2?within=3");
        operate(400, "DELETE", "/engines/2?drain=true&within=86401");
        assertThat(operate(202, "DELETE", "/engines/2?drain=true&within=600").toString())
                .isEqualTo("{\"id\":2,\"draining\":true}");
        assertThat(get("/tasks/" + runs).get("state").textValue()).isEqualTo("running");
        Files.createFile(folder.resolve("go"));
        assertThat(result(runs).at("/values/c").intValue()).isOne();
        assertThat(result(runs).get("attempts")).hasSize(1);
        await().atMost(SOON).until(() -> get("/engines").get("engines").size() == 2);
    }
}
