package io.stoker.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.controller.ControllerMetrics;
import io.stoker.controller.ControllerMetrics.Again;
import io.stoker.controller.ControllerMetrics.Gone;
import io.stoker.controller.ControllerMetrics.Peers;
import io.stoker.task.TaskState;
import io.stoker.wire.EngineLoad;
import io.stoker.wire.ToClient;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrometheusMetricsTest {
    private final PrometheusMetrics metrics = new PrometheusMetrics();
    private final ControllerMetrics controller = metrics.controller();

    @AfterEach
    void close() {
        metrics.close();
    }

    private String text() {
        return new String(metrics.read(false).text(), StandardCharsets.UTF_8);
    }

    @Test
    void shouldShowOnlyTheProcessAndItsClusterWhileItStandsBy() {
        controller.standsBy();

        assertThat(text())
                .contains("\nstoker_serving 0.0\n", "\nstoker_cluster_members 0.0\n", "\njvm_memory_used_bytes{")
                .doesNotContain("stoker_task", "stoker_engine", "stoker_channel", "stoker_commit", "stoker_ledger");
    }

    @Test
    void shouldShowAllThatMayBeCountedBeforeAnythingIs() {
        controller.serves();

        assertThat(text())
                .contains(
                        "\nstoker_serving 1.0\n",
                        "\nstoker_tasks{state=\"scheduled\"} 0.0\n",
                        "\nstoker_tasks_finished_total{outcome=\"timed_out\"} 0.0\n",
                        "\nstoker_tasks_refused_total{reason=\"ledger_full\"} 0.0\n",
                        "\nstoker_attempts_again_total{reason=\"retry\"} 0.0\n",
                        "\nstoker_engines_gone_total{reason=\"removed\"} 0.0\n",
                        "\nstoker_task_run_seconds_bucket{le=\"0.001\"} 0\n",
                        "\nstoker_commit_age_seconds 0.0\n");
    }

    @Test
    void shouldShowWhatItWasTold() {
        controller.serves();
        controller.accepted(7);
        controller.refused(ToClient.Reason.LEDGER_FULL, 3);
        controller.dispatched(50);
        controller.finished(TaskState.FAILED, TimeUnit.SECONDS.toNanos(2));
        controller.attemptLost();
        controller.ranAgain(Again.REJECTED);
        controller.reportedLate();
        controller.committed(TimeUnit.MILLISECONDS.toNanos(4), 9);
        controller.tasks(1, 2, 3, 4, 5);
        controller.engines(6, 7);
        controller.sessions(8);
        controller.trouble(true);
        controller.channels(Peers.CLIENT, 11, 12, 13, 14, 15, 16);

        assertThat(text())
                .contains(
                        "\nstoker_tasks_accepted_total 7.0\n",
                        "\nstoker_tasks_refused_total{reason=\"ledger_full\"} 3.0\n",
                        "\nstoker_task_queue_seconds_bucket{le=\"0.01\"} 0\n",
                        "\nstoker_task_queue_seconds_bucket{le=\"0.1\"} 1\n",
                        "\nstoker_tasks_finished_total{outcome=\"failed\"} 1.0\n",
                        "\nstoker_task_run_seconds_sum 2.0\n",
                        "\nstoker_attempts_lost_total 1.0\n",
                        "\nstoker_attempts_again_total{reason=\"rejected\"} 1.0\n",
                        "\nstoker_reports_late_total 1.0\n",
                        "\nstoker_commit_seconds_bucket{le=\"0.005\"} 1\n",
                        "\nstoker_commit_tasks_sum 9.0\n",
                        "\nstoker_tasks{state=\"pending\"} 2.0\n",
                        "\nstoker_tasks{state=\"aborted\"} 5.0\n",
                        "\nstoker_engines{state=\"available\"} 6.0\n",
                        "\nstoker_engines{state=\"silent\"} 7.0\n",
                        "\nstoker_client_sessions 8.0\n",
                        "\nstoker_ledger_trouble 1.0\n",
                        "\nstoker_channel_sent_bytes_total{peer=\"client\"} 11.0\n",
                        "\nstoker_channel_received_bytes_total{peer=\"client\"} 12.0\n",
                        "\nstoker_channel_resent_items_total{peer=\"client\"} 13.0\n",
                        "\nstoker_channel_open_items{peer=\"client\"} 14.0\n",
                        "\nstoker_channel_open_bytes{peer=\"client\"} 15.0\n",
                        "\nstoker_channel_full{peer=\"client\"} 16.0\n",
                        "\nstoker_channel_open_items{peer=\"engine\"} 0.0\n");
    }

    @Test
    void shouldShowTheAgeOfACommitUntilItIsDurable() {
        controller.serves();

        controller.commitBegan(System.nanoTime() - TimeUnit.HOURS.toNanos(2));
        assertThat(text()).containsPattern("\nstoker_commit_age_seconds 7[2-9]\\d\\d\\.");

        controller.committed(1, 1);
        assertThat(text()).contains("\nstoker_commit_age_seconds 0.0\n");
    }

    @Test
    void shouldShowAnEngineUntilItHasGone() {
        controller.serves();
        controller.load(3, new EngineLoad(TimeUnit.MILLISECONDS.toNanos(1500), 100, 200));
        controller.load(3, null);
        assertThat(text())
                .contains(
                        "\nstoker_engine_busy_seconds_total{engine=\"3\"} 1.5\n",
                        "\nstoker_engine_heap_used_bytes{engine=\"3\"} 100.0\n",
                        "\nstoker_engine_heap_max_bytes{engine=\"3\"} 200.0\n");

        controller.gone(3, Gone.EXITED);

        assertThat(text())
                .doesNotContain("engine=\"3\"")
                .contains("\nstoker_engines_gone_total{reason=\"exited\"} 1.0\n");
    }

    @Test
    void shouldBeginAnewWhenItServesAgain() {
        controller.serves();
        controller.accepted(7);
        controller.load(3, new EngineLoad(1, 2, 3));
        controller.standsBy();
        controller.serves();

        assertThat(text()).contains("\nstoker_tasks_accepted_total 0.0\n").doesNotContain("engine=\"3\"");
    }

    @Test
    void shouldSpeakTheFormatThatItIsAskedFor() {
        controller.serves();
        HttpMetricsText plain = HttpMetricsText.of(metrics, false);
        HttpMetricsText open = HttpMetricsText.of(metrics, true);

        assertThat(plain.type()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(plain.text()).doesNotContain("# EOF").contains("# TYPE stoker_tasks_accepted_total counter\n");
        assertThat(open.type()).isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(open.text()).endsWith("# EOF\n").contains("# TYPE stoker_tasks_accepted counter\n");
    }

    private record HttpMetricsText(String type, String text) {
        static HttpMetricsText of(PrometheusMetrics metrics, boolean open) {
            var page = metrics.read(open);
            return new HttpMetricsText(page.contentType(), new String(page.text(), StandardCharsets.UTF_8));
        }
    }
}
