package io.stoker.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.stoker.node.HttpTarget;
import io.stoker.node.NodeException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands ask a controller, and what they make of its answers. */
class RemoteCommandsIT {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final String RUNNING =
            "{\"id\":1,\"state\":\"running\",\"done\":false,\"note\":\"it runs on engine 0\"}";
    private static final String DONE = "{\"id\":1,\"state\":\"succeeded\",\"values\":{\"c\":42,\"d\":[1,2.50],"
            + "\"t\":\"\\u001b[2J\"},\"stdout\":\"hello\\n\",\"stderr\":\"oh\\n\"}\n";

    private static final String STATUS =
            "{\"version\":\"1.0\",\"java\":\"21\",\"address\":\"127.0.0.1:10113\",\"pid\":17,"
                    + "\"since\":\"2026-11-30T12:00:00Z\",\"ledger\":{\"kind\":\"sqlite\",\"place\":\"/home/ann/ledger.db\","
                    + "\"trouble\":\"the disk is full\"},\"engines\":2,\"silent\":1,\"clients\":3,\"tasks\":{\"scheduled\":1,"
                    + "\"pending\":2,\"succeeded\":3,\"failed\":4,\"aborted\":5}}";

    @TempDir
    private Path folder;

    private final Printed printed = new Printed();
    private FakeApi server;

    @BeforeEach
    void start() {
        server = new FakeApi(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Tasks tasks() {
        return new Tasks(server.api(), printed.output());
    }

    @Test
    void shouldPrintTheIdOfATaskThatItHasSubmitted() {
        server.answer("POST /tasks", 201, "{\"id\":17}\n");

        assertThat(tasks().submit("{\"source\":\"a\"}", null)).isZero();

        assertThat(printed.out()).isEqualTo("17\n");
        FakeApi.Asked asked = server.asked.get(0);
        assertThat(asked.body()).isEqualTo("{\"source\":\"a\"}");
        assertThat(asked.header("Authorization")).isEqualTo("Bearer secret");
        assertThat(asked.header("Content-type")).isEqualTo("application/json");
        assertThat(asked.header("Idempotency-key")).hasSizeGreaterThan(30);
    }

    @Test
    void shouldSubmitAgainUnderTheSameKeyWhenTheAnswerIsLost() {
        server.breakOff("POST /tasks").answer("POST /tasks", 503, "{}").answer("POST /tasks", 201, "{\"id\":17}");

        assertThat(tasks().submit("{\"source\":\"a\"}", "mine")).isZero();

        assertThat(printed.out()).isEqualTo("17\n");
        assertThat(server.asked)
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(asked -> assertThat(asked.header("Idempotency-key")).isEqualTo("mine"));
    }

    @Test
    void shouldSayWithWhichKeyToSubmitAgainWhenNobodyAnswersAnyMore() {
        server.breakOff("POST /tasks").breakOff("POST /tasks");

        assertThatThrownBy(() -> tasks().submit("{}", "mine"))
                .hasMessageContaining("may be accepted already: submit it again with --key mine")
                .extracting(e -> ((CallException) e).code())
                .isEqualTo(ExitCodes.UNREACHABLE);
    }

    /** Java sends a lost request once more by itself, and then says only that nobody accepts its connection. */
    @Test
    void shouldSayWithWhichKeyToSubmitAgainWhenTheControllerHasEndedBeforeItsAnswer() {
        server.endAt("POST /tasks");

        assertThatThrownBy(() -> tasks().submit("{}", "mine"))
                .hasMessageContaining("may be accepted already: submit it again with --key mine")
                .extracting(e -> ((CallException) e).code())
                .isEqualTo(ExitCodes.UNREACHABLE);
    }

    @Test
    void shouldWaitForTheEndAndPrintOutputAndValues() {
        server.answer("POST /tasks", 201, "{\"id\":1}")
                .answer("GET /tasks/1/result", 202, RUNNING)
                .breakOff("GET /tasks/1/result")
                .answer("GET /tasks/1/result", 401, "{\"detail\":\"the token is not valid\"}")
                .answer("GET /tasks/1/result", 200, DONE);

        assertThat(tasks().submitAndWait("{}", null, null)).isZero();

        assertThat(printed.out()).isEqualTo("hello\nc = 42\nd = [1,2.50]\nt = \"\\u001B[2J\"\n");
        assertThat(printed.err()).isEqualTo("oh\n");
        assertThat(server.asked.get(1).query()).isEqualTo("wait=30");
    }

    @Test
    void shouldPrintTheDocumentItselfWhenAskedFor() {
        server.answer("GET /tasks/1/result", 200, DONE);

        assertThat(new Tasks(server.api(), printed.json()).result(1)).isZero();

        assertThat(printed.out()).isEqualTo(DONE);
    }

    @Test
    void shouldShowATerminalWhatATaskPrintsAsText() {
        server.answer("GET /tasks/1/result", 200, "{\"id\":1,\"state\":\"succeeded\",\"stdout\":\"a\\u001b[2J\"}");

        assertThat(new Tasks(server.api(), printed.terminal()).result(1)).isZero();

        assertThat(printed.out()).isEqualTo("a\\u001b[2J\n");
    }

    @Test
    void shouldEndWhenTheTimeToWaitIsOver() {
        server.answer("GET /tasks/1/result", 202, RUNNING);

        assertThat(tasks().result(1, Duration.ofSeconds(2))).isEqualTo(ExitCodes.TIMED_OUT);

        assertThat(server.asked).extracting(FakeApi.Asked::query).containsExactly("null", "wait=2");
        assertThat(printed.out()).isEmpty();
        assertThat(printed.err())
                .isEqualTo("stoker: task 1 has not ended: it is running, because it runs on engine 0\n");
    }

    @ParameterizedTest
    @CsvSource({
        "failed, 1, 'task 1 has failed: x.Y: no'",
        "aborted, 3, task 1 was aborted",
        "timed_out, 4, task 1 has timed out"
    })
    void shouldTellByTheExitCodeHowATaskHasEnded(String state, int code, String words) {
        String failure = state.equals("failed") ? ",\"failure\":{\"text\":\"x.Y: no\\n\"}" : "";
        server.answer("GET /tasks/1/result", 200, "{\"id\":1,\"state\":\"" + state + "\"" + failure + "}");

        assertThat(tasks().result(1)).isEqualTo(code);

        assertThat(printed.err()).isEqualTo("stoker: " + words + "\n");
    }

    @ParameterizedTest
    @CsvSource({"400, 2", "404, 5", "409, 1", "422, 1", "401, 6", "403, 6", "503, 6", "500, 1", "410, 5", "302, 6"})
    void shouldSayInTheWordsOfTheProblemDocumentWhatIsWrong(int status, int code) {
        server.answer("GET /tasks/1/result", status, "{\"status\":400,\"detail\":\"it is \\u001b wrong\"}");

        CallException problem = catchThrowableOfType(CallException.class, () -> tasks().result(1));

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem)
                .hasMessageMatching(status == 302 ? ".* answers 302: it is not a controller" : "it is \\\\u001b wrong");
    }

    @Test
    void shouldAskAgainOnceWithTheTokenThatHasTakenThePlaceOfTheOneBefore() {
        server.renewToken("POST /tasks/1/retry", "another").answer("POST /tasks/1/retry", 201, "{\"id\":2}");

        assertThat(tasks().retry(List.of(1L))).isZero();

        assertThat(server.asked)
                .extracting(asked -> asked.header("Authorization"))
                .containsExactly("Bearer secret", "Bearer another");
    }

    @Test
    void shouldNotAskAgainWithTheSameToken() {
        server.answer("POST /tasks/1/retry", 401, "{\"detail\":\"the token is not valid\"}");

        assertThatThrownBy(() -> tasks().retry(List.of(1L))).hasMessage("the token is not valid");

        assertThat(server.asked).hasSize(1);
    }

    @Test
    void shouldNotAskOverAndOverWhileTokensAreRenewed() {
        server.renewToken("POST /tasks/1/retry", "another").renewToken("POST /tasks/1/retry", "a third");

        assertThatThrownBy(() -> tasks().retry(List.of(1L))).hasMessage("not valid");

        assertThat(server.asked).hasSize(2);
    }

    @Test
    void shouldSayThatNobodyListens() {
        HttpTarget target = server.target();
        server.close();

        assertThatThrownBy(() -> new Tasks(new Api(() -> target), printed.output()).submit("{}", null))
                .hasMessage("the controller does not answer at " + target.url() + ": Connection refused")
                .extracting(e -> ((CallException) e).code())
                .isEqualTo(ExitCodes.UNREACHABLE);
    }

    @Test
    void shouldSayThatSomethingElseListens() {
        server.text("GET /tasks/1/result", "text/html", "<html>");

        assertThatThrownBy(() -> tasks().result(1)).hasMessageStartingWith("the answer is not one of a controller: ");
    }

    @Test
    void shouldAbortAllTasksThatCanBeAborted() {
        server.answer("POST /tasks/1/abort", 409, "{\"detail\":\"task 1 has ended\"}")
                .answer("POST /tasks/2/abort", 200, RUNNING);

        assertThat(tasks().abort(List.of(1L, 2L), true)).isEqualTo(ExitCodes.FAILED);

        assertThat(server.asked).extracting(FakeApi.Asked::body).containsOnly("{\"mode\":\"interrupt\"}");
        assertThat(printed.err()).isEqualTo("stoker: task 1 has ended\n");
        assertThat(printed.out()).isEqualTo("task 2 is running: it runs on engine 0\n");
    }

    @Test
    void shouldPrintTheNewIdsOfTasksThatAreSubmittedAgain() {
        server.answer("POST /tasks/1/retry", 201, "{\"id\":7}").answer("POST /tasks/2/retry", 201, "{\"id\":8}");

        assertThat(tasks().retry(List.of(1L, 2L))).isZero();

        assertThat(printed.out()).isEqualTo("7\n8\n");
        assertThat(server.asked)
                .allSatisfy(asked -> assertThat(asked.header("Idempotency-key")).isNotEmpty());
    }

    @Test
    void shouldPrintAnExplanation() {
        server.answer("GET /tasks/1/explanation", 200, "{\"id\":1,\"text\":\"task 1 waits\\n  for an engine\\n\"}");

        assertThat(tasks().explain(1, true)).isZero();

        assertThat(printed.out()).isEqualTo("task 1 waits\n  for an engine\n");
        assertThat(server.asked.get(0).query()).isEqualTo("stack=true");
    }

    @Test
    void shouldListTasksOverAllPages() {
        server.answer(
                        "GET /tasks",
                        200,
                        "{\"tasks\":[{\"id\":12,\"state\":\"failed\",\"engine\":1,\"attempts\":2,\"name\":\"price\","
                                + "\"submitted\":\"2026-11-30T11:00:00.123Z\",\"started\":\"2026-11-30T11:00:01Z\","
                                + "\"completed\":\"2026-11-30T11:00:03.500Z\",\"labels\":{\"sweep\":\"7\",\"x\":\"\"},"
                                + "\"error\":\"x.Y: no\\nat z\"}],\"next\":\"A\"}")
                .answer("GET /tasks", 200, "{\"tasks\":[],\"next\":\"B\"}")
                .answer(
                        "GET /tasks",
                        200,
                        "{\"tasks\":[{\"id\":3,\"state\":\"running\",\"engine\":0,\"attempts\":1,\"labels\":{},"
                                + "\"submitted\":\"2026-11-30T11:00:00Z\",\"started\":\"2026-11-30T11:58:56Z\"}]}");

        int code = new TaskList(server.api(), printed.output())
                .print(List.of(Map.entry("label", "a=b&c d"), Map.entry("state", "failed")), 3, NOW);

        assertThat(code).isZero();
        assertThat(printed.out())
                .isEqualTo("id  state    engine  submitted                ran  attempts  name   labels\n"
                        + "12  failed        1  2026-11-30T11:00:00Z  2.50 s         2  price  sweep=7 x=\n"
                        + "    x.Y: no\n"
                        + " 3  running       0  2026-11-30T11:00:00Z   1m04s         1\n");
        assertThat(server.asked)
                .extracting(FakeApi.Asked::query)
                .containsExactly(
                        "label=a=b&c d&state=failed&limit=3",
                        "label=a=b&c d&state=failed&limit=2&after=A",
                        "label=a=b&c d&state=failed&limit=2&after=B");
    }

    @Test
    void shouldSayThatThereAreMoreTasks() {
        server.answer("GET /tasks", 200, "{\"tasks\":[{\"id\":1},{\"id\":2}],\"next\":\"A\"}");

        assertThat(new TaskList(server.api(), printed.output()).print(List.of(), 2, NOW))
                .isZero();

        assertThat(printed.err()).isEqualTo("stoker: these are the first 2: --limit N shows more\n");
    }

    @Test
    void shouldPrintTasksAsAnObjectALine() {
        server.answer("GET /tasks", 200, "{\"tasks\":[{\"id\":1},{\"id\":2}]}");

        assertThat(new TaskList(server.api(), printed.json()).print(List.of(), 9, NOW))
                .isZero();

        assertThat(printed.out()).isEqualTo("{\"id\":1}\n{\"id\":2}\n");
    }

    @Test
    void shouldListEngines() {
        server.answer(
                "GET /engines",
                200,
                "{\"engines\":[{\"id\":0,\"host\":\"vm\",\"pid\":25399,\"address\":\"akka://stoker@127.0.0.1:33883\","
                        + "\"languages\":[\"groovy\"],\"properties\":{\"heap\":536870912},\"reachable\":true,\"held\":2}]}");

        assertThat(new Engines(server.api(), printed.output()).list()).isZero();

        assertThat(printed.out())
                .isEqualTo("id  state  holds  host    pid  heap  languages  address\n"
                        + " 0  busy       2  vm    25399  512m  groovy     akka://stoker@127.0.0.1:33883\n");
    }

    @Test
    void shouldDrainAndResumeEngines() {
        server.answer("POST /engines/3/drain", 204, "").answer("POST /engines/4/drain", 404, "{\"detail\":\"gone\"}");

        int code = new Engines(server.api(), printed.output()).change(Engines.Change.DRAIN, List.of(4L, 3L));

        assertThat(code).isEqualTo(ExitCodes.UNKNOWN);
        assertThat(printed.out()).isEqualTo("engine 3 gets no more tasks\n");
        assertThat(printed.err()).isEqualTo("stoker: gone\n");
    }

    @Test
    void shouldPrintEventsAndContinueBehindTheLastWhenTheStreamBreaksOff() {
        server.text(
                        "GET /events",
                        "text/event-stream",
                        ": heartbeat\n\nid: 7.0\nevent: started\n"
                                + "data: {\"time\":\"2026-11-30T12:00:00.5Z\",\"task\":17,\"labels\":{\"a\":\"b\"}}\n\nid: 7.1\n")
                .breakOff("GET /events")
                .text("GET /events", "text/event-stream", "id: 8.0\nevent: ended\ndata: {\"task\":17}\n\n");

        assertThat(new Events(server.api(), printed.output(), List.of(Map.entry("task", "17")), "", 2).print())
                .isZero();

        assertThat(printed.out())
                .isEqualTo("2026-11-30T12:00:00Z  started task 17 labels {\"a\":\"b\"}\nended task 17\n");
        assertThat(server.asked.get(0).query()).isEqualTo("task=17");
        assertThat(server.asked.get(server.asked.size() - 1).query()).isEqualTo("task=17&after=7.0");
    }

    @Test
    void shouldSayFromWhereEventsExistIfTheyAreTooOld() {
        server.answer("GET /events", 410, "{\"detail\":\"events exist from 9.0\"}");

        assertThatThrownBy(() -> new Events(server.api(), printed.output(), List.of(), "1.0", 2).print())
                .hasMessage("events exist from 9.0; continue with --after 1.0");
    }

    @Test
    void shouldPrintTheOutputOfATask() {
        server.text("GET /tasks/1/output", "text/plain; charset=UTF-8", "ein Stück\n");

        assertThat(new Logs(printed.output()).ofTask(server.api(), 1, true)).isZero();

        assertThat(printed.out()).isEqualTo("ein Stück\n");
        assertThat(server.asked.get(0).query()).isEqualTo("follow=true");
    }

    @Test
    void shouldSayThatATaskStillRunsWhoseOutputIsAskedFor() {
        server.answer("GET /tasks/1/output", 202, RUNNING);

        assertThat(new Logs(printed.output()).ofTask(server.api(), 1, false)).isEqualTo(ExitCodes.TIMED_OUT);

        assertThat(printed.err()).isEqualTo("stoker: task 1 is running: -f shows what it prints while it runs\n");
    }

    @Test
    void shouldPrintALineASecondWhereNobodyLooksAtAPage() {
        server.answer(
                        "GET /status",
                        200,
                        "{\"tasks\":{\"scheduled\":5,\"pending\":0,\"succeeded\":1,\"failed\":0,\"aborted\":0}}")
                .answer("GET /status", 503, "{\"detail\":\"the controller stands by\"}")
                .answer(
                        "GET /status",
                        200,
                        "{\"tasks\":{\"scheduled\":0,\"pending\":0,\"succeeded\":6,\"failed\":0,\"aborted\":0}}")
                .answer("GET /engines", 200, "{\"engines\":[]}");

        assertThat(new Watch(server.api(), printed.output(), InstantSource.fixed(NOW)).run(3, false))
                .isZero();

        assertThat(printed.out().lines())
                .containsExactly(
                        "2026-11-30T12:00:00Z  0 pending, 5 scheduled, 1 succeeded, 0 failed, 0 aborted; engines 0",
                        "2026-11-30T12:00:00Z  0 pending, 0 scheduled, 6 succeeded, 0 failed, 0 aborted; engines 0; 0.0/s");
        assertThat(printed.err()).isEqualTo("stoker: the controller stands by\n");
    }

    @Test
    void shouldTellHowAClusterStands() {
        server.answer("GET /status", 200, STATUS);

        assertThat(new Status(server.api(), printed.output()).print(null)).isZero();

        String url = server.target().url();
        assertThat(printed.out().lines())
                .containsExactly(
                        "controller   127.0.0.1:10113, pid 17, Stoker 1.0 on Java 21, serves since 2026-11-30T12:00:00Z",
                        "ledger       sqlite, /home/ann/ledger.db; takes no new tasks: the disk is full",
                        "engines      2, 1 silent",
                        "clients      3",
                        "tasks        2 pending, 1 scheduled, 3 succeeded, 4 failed, 5 aborted",
                        "HTTP         " + url + ", ready",
                        "  curl       curl -H \"Authorization: Bearer $(cat " + server.token() + ")\" " + url
                                + "/api/v1/status");
        assertThat(server.asked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "node7:8558",
                "ftp://node7",
                "http://u:p@localhost",
                "http://localhost/api",
                "https://",
                "http:///x"
            })
    void shouldRefuseWhatIsNoAddress(String address) {
        assertThatThrownBy(() -> HttpTarget.at(address, server.token(), null))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("is not the address of an HTTP interface, as in https://node7.example.org:8558");
    }

    @Test
    void shouldNotSendATokenOverANetworkWithoutEncryption() {
        assertThatThrownBy(() -> HttpTarget.at("http://node7:8558", server.token(), null))
                .hasMessageContaining("everybody on the way could read the token");
    }
}
