package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.stoker.Promtool;
import io.stoker.task.StokerException;
import io.stoker.task.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The meters of a client in a registry of its own program, and what is written of them. */
class StokerMetersIT {
    private static final Duration SOON = Duration.ofMinutes(5);
    private static final int LARGE = 3 << 20;
    private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (\\w+) (\\w+)$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(stoker_\\w+)` \\| (\\w+)");

    private static final PrometheusMeterRegistry REGISTRY = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private static Stoker stoker;

    @BeforeAll
    static void start() {
        stoker = Stoker.local(1);
        new StokerMeters(stoker).bindTo(REGISTRY);
        TaskClient tasks = stoker.taskClient();
        tasks.runAndGet(Task.of("a = 1").pull("a"), SOON);
        long failed = tasks.run(Task.of("throw new Exception()"));
        tasks.getTaskResult(failed, SOON);
        tasks.runAndGet(
                Task.of("b = new byte[a.length]").push("a", new byte[LARGE]).pull("b"), SOON);
    }

    @AfterAll
    static void stop() {
        stoker.close();
    }

    @Test
    void shouldShowWhatTheClientHasDone() {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(REGISTRY.scrape())
                        .contains(
                                "\nstoker_client_tasks_submitted_total 3.0\n",
                                "\nstoker_client_results_total{outcome=\"succeeded\"} 2.0\n",
                                "\nstoker_client_results_total{outcome=\"failed\"} 1.0\n",
                                "\nstoker_client_results_total{outcome=\"aborted\"} 0.0\n",
                                "\nstoker_client_task_seconds_count 2\n",
                                "\nstoker_client_connected 1.0\n",
                                "\nstoker_client_connections_total 1.0\n",
                                "\nstoker_client_backlog_bytes 0.0\n")
                        .containsPattern("\nstoker_client_sent_bytes_total\\{what=\"messages\"} [1-9]")
                        .containsPattern("\nstoker_client_received_bytes_total\\{what=\"messages\"} [1-9]"));
        assertThat(bytes("sent")).isBetween((double) LARGE, LARGE * 1.1);
        assertThat(bytes("received")).isBetween((double) LARGE, LARGE * 1.1);
    }

    private static double bytes(String direction) {
        return REGISTRY.get("stoker.client." + direction)
                .tag("what", "values")
                .functionCounter()
                .count();
    }

    @Test
    void shouldShowHowManyTasksAreWaitedFor() {
        TaskClient tasks = stoker.taskClient();
        long id = tasks.run(Task.of("while (!Thread.currentThread().interrupted()) Thread.onSpinWait()"));
        var result = tasks.getTaskResultAsync(id);

        assertThat(awaited()).isEqualTo(1);

        result.cancel(false);
        await().atMost(SOON).until(() -> awaited() == 0);
        tasks.abort(id, TaskClient.AbortMode.INTERRUPT);
    }

    private static double awaited() {
        return REGISTRY.get("stoker.client.tasks.awaited").gauge().value();
    }

    @Test
    void shouldDescribeEachMeterInTheDocumentAndNoOther() throws Exception {
        Map<String, String> ours = FAMILY.matcher(REGISTRY.scrape())
                .results()
                .collect(Collectors.toMap(type -> type.group(1), type -> type.group(2)));
        String document = Files.readString(Path.of("docs/observability.md")).split("\n## Metrics of a client\n")[1];

        assertThat(ROW.matcher(document).results().collect(Collectors.toMap(row -> row.group(1), row -> row.group(2))))
                .isEqualTo(ours);
    }

    @Test
    void shouldShowMetersInWhichPrometheusFindsNothingToBlame() throws Exception {
        assertThat(Promtool.check(REGISTRY.scrape(), "metrics")).isEmpty();
    }

    @Test
    void shouldTakeItsMetersOutOfTheRegistryWhenItIsClosed() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Stoker another = Stoker.local(1);
        StokerMeters meters = new StokerMeters(another, Tags.of("cluster", "another"));
        meters.bindTo(registry);

        assertThat(registry.getMeters())
                .hasSizeGreaterThan(10)
                .allMatch(meter -> "another".equals(meter.getId().getTag("cluster")));

        another.close();
        assertThat(registry.getMeters()).isEmpty();
        assertThatThrownBy(() -> meters.bindTo(registry))
                .isInstanceOf(StokerException.class)
                .hasMessageContaining("closed");
    }
}
