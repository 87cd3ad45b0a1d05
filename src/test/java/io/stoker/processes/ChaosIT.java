package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.ProcessLogs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A short run of {@code stoker chaos}, with each fault once, and one that is broken off. */
class ChaosIT {
    private static final Duration LONG = Duration.ofMinutes(6);

    private static Process start(RealCluster cluster, String... more) {
        return cluster.start(Stream.of(Stream.of("chaos", "--seed", "4"), Stream.of(more))
                .flatMap(words -> words)
                .toArray(String[]::new));
    }

    @Test
    void nothingIsLostDoubledOrWrongWhateverIsDoneToIt() throws Exception {
        try (RealCluster cluster = new RealCluster()) {
            Process chaos = start(cluster, "-n", "2", "--minutes", "0.5", "--tasks", "600", "--faults", "9");
            Folder folder = Folder.of(chaos);

            assertThat(chaos.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            if (Files.exists(folder.path())) { // as after a run that has failed
                ProcessLogs.keep(folder.path());
            }

            assertThat(chaos.exitValue()).as(cluster.output(0)).isZero();
            assertThat(cluster.output(0))
                    .contains("seed 4", "kill -9 of everything", "SIGSTOP of the controller", "re-runs")
                    .contains("GOOD: 600 tasks, ");
            if ("true".equals(System.getenv("CI"))) {
                assertThat(cluster.output(0)).doesNotContain("left out");
            }
            folder.assertGone();
        }
    }

    @Test
    void nothingIsLeftOfARunThatIsBrokenOff() throws Exception {
        try (RealCluster cluster = new RealCluster()) {
            Process chaos = start(cluster, "-n", "1", "--minutes", "10", "--faults", "0");
            Folder folder = Folder.of(chaos);
            List<ProcessHandle> all = chaos.descendants().toList();

            chaos.destroy();

            assertThat(chaos.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(chaos.exitValue()).isEqualTo(143);
            assertThat(all).hasSizeGreaterThanOrEqualTo(4).noneMatch(ProcessHandle::isAlive);
            folder.assertGone();
        }
    }

    /** Where it all happens, as its clients are told. */
    private record Folder(Path path) {
        private static final String JOURNAL = "--journal=";

        static Folder of(Process chaos) {
            await().atMost(LONG).until(() -> journal(chaos).isPresent() || !chaos.isAlive());
            return new Folder(journal(chaos).orElseThrow().getParent().getParent());
        }

        private static Optional<Path> journal(Process chaos) {
            return chaos.descendants()
                    .flatMap(process -> CommandLines.of(process).stream())
                    .filter(argument -> argument.startsWith(JOURNAL))
                    .map(argument -> Path.of(argument.substring(JOURNAL.length())))
                    .findFirst();
        }

        void assertGone() {
            assertThat(Files.exists(path)).as("%s", path).isFalse();
        }
    }
}
