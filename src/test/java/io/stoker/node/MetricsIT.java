package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import io.stoker.Promtool;
import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.client.TestConnect;
import io.stoker.controller.ControllerListener;
import io.stoker.engine.EngineProcess;
import io.stoker.engine.FakeCallbacks;
import io.stoker.http.HttpAudit;
import io.stoker.http.HttpOptions;
import io.stoker.http.HttpSettings;
import io.stoker.store.LedgerStore;
import io.stoker.store.SharedLedger;
import io.stoker.task.EngineInfo;
import io.stoker.task.EngineProperties;
import io.stoker.task.Task;
import io.stoker.trust.TestKeys;
import io.stoker.wire.InstanceKey;
import io.stoker.wire.Membership;
import io.stoker.wire.WireConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The metrics of a controller with an engine and a client, and of one that stands by, and what is written of them. */
class MetricsIT {
    private static final String HOST = "127.0.0.1";
    private static final Duration SOON = Duration.ofMinutes(5);
    private static final Config CONFIG = WireConfig.load(Map.of());
    private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (\\w+) (\\w+)$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(stoker_\\w+)` \\| (\\w+)");
    private static final Pattern OURS = Pattern.compile("\\bstoker_\\w+");
    /** Of Stoker, the JVM and the process, but not the names of labels. */
    private static final Pattern USED = Pattern.compile("\\b(?:stoker|jvm|process|system)_\\w+");

    private static final Pattern SAMPLE = Pattern.compile("_(?:bucket|count|sum)$");

    private static final Busy BUSY = new Busy();

    @TempDir
    private static Path folder;

    private static ControllerNode serving;
    private static ControllerNode standby;
    private static Membership engineNode;
    private static EngineProcess engine;

    @BeforeAll
    static void start() {
        SharedLedger ledger = new SharedLedger(Duration.ofSeconds(30));
        serving = controller(ledger.view(), "serving");
        await().atMost(SOON).until(() -> page("serving").contains("\nstoker_serving 1.0\n"));
        standby = controller(ledger.view(), "standby");
        engineNode = node();
        engine = engine(engineNode);
        try (Stoker stoker = TestConnect.to(HOST, serving.port(), Map.of("stoker.client.connect-timeout", "5m"))) {
            stoker.waitForEngines(1, SOON);
            TaskClient tasks = stoker.taskClient();
            tasks.runAndGet(Task.of("a = 1").pull("a"), SOON);
            tasks.getTaskResult(tasks.run(Task.of("throw new Exception()"), SOON), SOON);
            await().atMost(SOON).until(() -> page("serving").contains("\nstoker_client_sessions 1.0\n"));
        }
    }

    private static ControllerNode controller(LedgerStore store, String name) {
        HttpOptions http =
                new HttpOptions(HOST, 0, null, folder.resolve(name), null, HttpSettings.from(CONFIG), HttpAudit.NONE);
        return ControllerNode.start(CONFIG, HOST, 0, http, TestKeys.controller(), store, BUSY);
    }

    private static Membership node() {
        return Membership.start(
                WireConfig.node(CONFIG, "engine", HOST, 0, TestKeys.engine()), WireConfig.seeds(HOST, serving.port()));
    }

    private static EngineProcess engine(Membership node) {
        EngineProcess started =
                EngineProcess.start(CONFIG, InstanceKey.random(), 0, EngineProperties.NONE, new FakeCallbacks());
        started.join(node);
        return started;
    }

    @AfterAll
    static void stop() {
        engine.close();
        engineNode.close();
        standby.close();
        serving.close();
    }

    private static String page(String name) throws Exception {
        HttpResponse<String> answer = get(name, "Authorization", "Bearer " + token(name));
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static String token(String name) {
        try {
            return Files.readString(folder.resolve(name).resolve("read")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpResponse<String> get(String name, String... headers) throws Exception {
        int port = (name.equals("serving") ? serving : standby).managementPort();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + HOST + ":" + port + "/metrics"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The metrics on a page, with their types. */
    private static Map<String, String> families(String page) {
        return FAMILY.matcher(page).results().collect(Collectors.toMap(type -> type.group(1), type -> type.group(2)));
    }

    @Test
    void shouldShowWhatTheControllerHasDone() {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(page("serving"))
                        .contains(
                                "\nstoker_serving 1.0\n",
                                "\nstoker_tasks{state=\"succeeded\"} 1.0\n",
                                "\nstoker_tasks{state=\"failed\"} 1.0\n",
                                "\nstoker_tasks_accepted_total 2.0\n",
                                "\nstoker_tasks_finished_total{outcome=\"succeeded\"} 1.0\n",
                                "\nstoker_task_queue_seconds_count 2\n",
                                "\nstoker_task_run_seconds_count 2\n",
                                "\nstoker_engines{state=\"available\"} 1.0\n",
                                "\nstoker_client_sessions 0.0\n",
                                "\nstoker_commit_age_seconds 0.0\n",
                                "\nstoker_ledger_trouble 0.0\n")
                        .containsPattern("\nstoker_engine_busy_seconds_total\\{engine=\"0\"} (?!0.0\n)")
                        .containsPattern("\nstoker_engine_heap_used_bytes\\{engine=\"0\"} [1-9]")
                        .containsPattern("\nstoker_commit_seconds_count [1-9]")
                        .containsPattern("\nstoker_channel_sent_bytes_total\\{peer=\"client\"} [1-9]")
                        .containsPattern("\nstoker_channel_received_bytes_total\\{peer=\"engine\"} [1-9]")
                        .containsPattern("\nstoker_cluster_members [2-9]"));
    }

    @Test
    void shouldAnswerWhileTheControllerIsBusy() throws Exception {
        BUSY.hold.set(true);
        Membership node = node();
        EngineProcess another = engine(node);
        try {
            assertThat(BUSY.held.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();

            assertThat(page("serving")).contains("\nstoker_serving 1.0\n", "\nstoker_tasks{state=\"succeeded\"} 1.0\n");
        } finally {
            BUSY.go.countDown();
            another.close();
            node.close();
        }
    }

    @Test
    void shouldShowNothingOfTasksWhileItStandsBy() throws Exception {
        String page = page("standby");

        assertThat(page).contains("\nstoker_serving 0.0\n", "\njvm_memory_used_bytes{");
        assertThat(families(page).keySet())
                .filteredOn(name -> name.startsWith("stoker_"))
                .containsExactlyInAnyOrder(
                        "stoker_serving",
                        "stoker_cluster_members",
                        "stoker_cluster_unreachable",
                        "stoker_link_connections",
                        "stoker_link_sent_bytes_total",
                        "stoker_link_received_bytes_total");
    }

    @Test
    void shouldShowNothingToWhoHasNoToken() throws Exception {
        assertThat(get("serving").statusCode()).isEqualTo(401);
        assertThat(get("serving", "Authorization", "Bearer " + token("standby")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void shouldSpeakOpenMetricsToWhoAcceptsThat() throws Exception {
        HttpResponse<String> plain = get("serving", "Authorization", "Bearer " + token("serving"));
        HttpResponse<String> open = get(
                "serving",
                "Authorization",
                "Bearer " + token("serving"),
                "Accept",
                "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.2,*/*;q=0.1");

        assertThat(plain.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(open.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text; version=1.0.0"));
        assertThat(open.body()).endsWith("# EOF\n");
    }

    @Test
    void shouldDescribeEachMetricInTheDocumentAndNoOther() throws Exception {
        Map<String, String> ours = families(page("serving"));
        ours.keySet().removeIf(name -> !name.startsWith("stoker_"));
        // What comes after is about the metrics of clients.
        String document = Files.readString(Path.of("docs/observability.md")).split("\n## Metrics of a client\n")[0];
        Map<String, String> rows =
                ROW.matcher(document).results().collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));

        assertThat(rows).isEqualTo(ours);
        assertThat(used(OURS, document)).isSubsetOf(ours.keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"alerts.yml", "dashboard.json"})
    void shouldHaveEachMetricThatDashboardAndAlertsUse(String file) throws Exception {
        Set<String> there = families(page("serving")).keySet();
        String text = Files.readString(Path.of("docs/observability", file));

        assertThat(used(USED, text)).hasSizeGreaterThan(5).isSubsetOf(there);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serving", "standby"})
    void shouldShowMetricsInWhichPrometheusFindsNothingToBlame(String name) throws Exception {
        assertThat(Promtool.check(page(name), "metrics")).isEmpty();
        assertThat(Promtool.check("bad metric\n", "metrics"))
                .as("it does check")
                .isNotEmpty();
    }

    @Test
    void shouldHaveAlertRulesThatPrometheusReads() throws Exception {
        assertThat(Promtool.check("", "rules", "docs/observability/alerts.yml")).isEmpty();
    }

    /** Keeps a controller busy that registers an engine, if it is to. */
    private static final class Busy implements ControllerListener {
        final AtomicBoolean hold = new AtomicBoolean();
        final CountDownLatch held = new CountDownLatch(1);
        final CountDownLatch go = new CountDownLatch(1);

        @Override
        public void registered(EngineInfo info) {
            if (hold.get()) {
                held.countDown();
                try {
                    assertThat(go.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** The families of the samples that are named in a text. */
    private static Set<String> used(Pattern names, String text) {
        List<String> found =
                names.matcher(text).results().map(MatchResult::group).toList();
        return found.stream()
                .map(name -> SAMPLE.matcher(name).replaceFirst(""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
