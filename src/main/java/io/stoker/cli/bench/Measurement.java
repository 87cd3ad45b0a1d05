package io.stoker.cli.bench;

import io.stoker.cli.trial.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One row of the table.
 *
 * @param load what was done
 * @param sample what it has come to
 * @param cpu the processor time it has taken, until its last task had ended
 */
record Measurement(String load, Sample sample, CpuTime cpu) {
    private static final List<String> HEADER =
            List.of("tasks", "tasks/s", "p50 ms", "p99 ms", "CPU us/task", "client", "controller", "engines");

    static Table table(String ledger, List<Measurement> measurements) {
        List<String> header = new ArrayList<>(HEADER);
        header.add(0, "load (" + ledger + ")");
        return new Table(header, measurements.stream().map(Measurement::row).toList());
    }

    private List<String> row() {
        Latencies latencies = sample.latencies();
        return List.of(
                load,
                format("%,d", sample.tasks()),
                format("%,.0f", sample.perSecond()),
                latencies == null ? "" : format("%.2f", latencies.millis(50)),
                latencies == null ? "" : format("%.2f", latencies.millis(99)),
                micros(cpu.total()),
                micros(cpu.client()),
                micros(cpu.controller()),
                micros(cpu.engines()));
    }

    private String micros(Duration time) {
        return format("%,.0f", time.toNanos() / 1e3 / sample.tasks());
    }

    private static String format(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
