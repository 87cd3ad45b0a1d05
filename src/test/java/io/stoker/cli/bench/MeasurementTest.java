package io.stoker.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeasurementTest {
    private final CpuTime cpu = new CpuTime(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
    private final Measurement batches =
            new Measurement("batches", new Sample(20_000, Duration.ofSeconds(4), null), cpu);

    @Test
    void shouldDivideByTasks() {
        assertThat(Measurement.table("memory", List.of(batches)).rows())
                .containsExactly(List.of("batches", "20,000", "5,000", "", "", "175", "25", "50", "100"));
    }

    @Test
    void shouldShowLatenciesWhereTheyWereTaken() {
        Latencies latencies = new Latencies();
        latencies.add(1_234_567);
        Measurement trips = new Measurement("round trips", new Sample(1, Duration.ofMillis(2), latencies), cpu);

        assertThat(Measurement.table("memory", List.of(trips)).rows().get(0)).contains("1.23", "500");
    }

    @Test
    void shouldCountProcessorTimeBetweenTwoReadings() {
        CpuTime later = new CpuTime(Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(3));

        assertThat(later.minus(cpu).total()).isEqualTo(Duration.ofMillis(5_500));
    }

    @Test
    void shouldKeepAReportThatSaysWhereItsFiguresComeFrom() {
        BenchOptions options = new BenchOptions(
                4,
                Duration.ofSeconds(10),
                Duration.ofSeconds(25),
                List.of("memory"),
                Optional.of("jdbc:postgresql://host/db?password=secret"),
                0,
                Map.of("stoker.tls", "off"),
                Optional.empty());
        Report report = Report.of(options, "1.5", List.of(Measurement.table("memory", List.of(batches))));

        assertThat(report.markdown(Instant.parse("2026-11-22T10:00:00.123Z")))
                .startsWith("", "## Figures of 2026-11-22T10:00:00Z", "")
                .contains(
                        "- command: stoker bench --engines 4 --seconds 10 --warm-up 25 --ledger memory -D stoker.tls=off")
                .anyMatch(line -> line.startsWith("- machine: ") && line.endsWith("load average before: 1.5"))
                .noneMatch(line -> line.contains("secret"))
                .anyMatch(line -> line.startsWith("| batches "));
    }
}
