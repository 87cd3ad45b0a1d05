package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.client.Stoker;
import io.stoker.client.multi.MultiEngineClient;
import io.stoker.examples.Example;
import io.stoker.examples.Examples;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Every example does what it claims on real engines, or it would throw; with sizes that cost little time. */
class ExamplesIT {
    private static final Map<String, String> SIZES = Map.ofEntries(
            Map.entry("first-task", ""),
            Map.entry("hello-world", "--seconds 0.1"),
            Map.entry("queue-watch", "--tasks 12 --seconds 0.2"),
            Map.entry("task-map", "--elements 9"),
            Map.entry("dependencies", "--seconds 0.05"),
            Map.entry("task-reject", "--seconds 0.05"),
            Map.entry("task-profiler", "-n 40 -T 0.05"),
            Map.entry("monte-carlo", "--paths 100"),
            Map.entry("crawler", "--pages 12 --seconds 0.02"),
            Map.entry("parallel-histogram", "--numbers 2000"),
            Map.entry("word-count", "--words 300"),
            Map.entry("random-matrix", "--matrices 60 --size 8"),
            Map.entry("nway-merge", "--numbers 2000 --seconds 0.01"));

    @Test
    void everyExampleHoldsWhatItClaims() throws Exception {
        try (RealCluster cluster = new RealCluster()) {
            cluster.start("cluster", "-n", "2", "--port", "0", "--management-port", "0");
            try (Stoker stoker = cluster.connect()) {
                stoker.waitForEngines(2, SOON);
                Process process = cluster.run(List.of(
                        Path.of("scripts/stoker").toAbsolutePath().toString(),
                        "example",
                        "hello-world",
                        "--seconds",
                        "0.1"));

                assertThat(Examples.all())
                        .extracting(Example::name)
                        .containsExactlyInAnyOrderElementsOf(SIZES.keySet());
                MultiEngineClient mec = stoker.multiEngineClient();
                mec.push("seconds", "the user's own");
                mec.on(0).setProperties(Map.of("gpu", "the user's own"));
                List<Map<String, Object>> properties = mec.all().getProperties();
                for (Example example : Examples.all()) {
                    example.with(words(SIZES.get(example.name()))).runAsGuest(stoker);
                }
                assertThat(mec.all().keys())
                        .allSatisfy(names -> assertThat(names).containsExactly("seconds"));
                assertThat(mec.all().getProperties()).isEqualTo(properties);
                assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
                assertThat(cluster.output(1)).startsWith("Hello, World!").contains("speed-up ");
                assertThat(process.exitValue()).isZero();
            }
        }
    }

    private static String[] words(String options) {
        return options.isEmpty() ? new String[0] : options.split(" ");
    }
}
