package io.stoker.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code scripts/stoker} adds to the command line. */
class ScriptIT {
    private static final String SCRIPT =
            Path.of("scripts/stoker").toAbsolutePath().toString();

    @Test
    void aNodeBehindAGlobalOptionHasTheFlagsOfANode() {
        try (RealCluster cluster = new RealCluster()) {
            Process process = cluster.run(
                    List.of(SCRIPT, "--profile", "default", "controller", "--port", "0", "--management-port", "0"));
            cluster.connection();

            assertThat(process.info().arguments().orElseThrow())
                    .contains("-XX:+ExitOnOutOfMemoryError", "-Xmx1g")
                    .doesNotContain("-XX:TieredStopAtLevel=1");
        }
    }

    @Test
    void theScriptAndTheCommandKnowTheSameClassPath() throws Exception {
        try (RealCluster cluster = new RealCluster()) {
            for (List<String> command : List.of(
                    List.of(SCRIPT, "classpath"),
                    List.of(SCRIPT, "--verbose", "--profile", "test", "classpath"),
                    RealCluster.command("classpath"))) {
                assertThat(cluster.run(command).waitFor(5, TimeUnit.MINUTES)).isTrue();
            }
            assertThat(cluster.output(0).strip()).endsWith("/conf");
            assertThat(cluster.output(1)).isEqualTo(cluster.output(0));
            assertThat(entries(cluster.output(2))).containsExactlyInAnyOrder(entries(cluster.output(0)));
        }
    }

    @Test
    void helpIsAskedForAndNotAnsweredByTheScript() throws Exception {
        try (RealCluster cluster = new RealCluster()) {
            assertThat(cluster.run(List.of(SCRIPT, "classpath", "--help")).waitFor(5, TimeUnit.MINUTES))
                    .isTrue();
            assertThat(cluster.output(0)).startsWith("Usage: stoker classpath");
        }
    }

    @Test
    void aClosedDescriptorIsAnEmptyInputAndAnOutputThatNobodyReads() throws Exception {
        try (RealCluster cluster = new RealCluster()) {
            for (String command :
                    List.of("shell <&-", "classpath >&-", "classpath 2>&- >&-", "classpath <&- >&- 2>&-")) {
                Process process = cluster.run(List.of("bash", "-c", "STOKER_CDS=off \"$0\" " + command, SCRIPT));
                assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
                assertThat(process.exitValue()).as(command).isZero();
            }
            assertThat(cluster.output(0)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ulimit -n 64, only 64 files, ulimit -n 4096",
        "ulimit -v 1000000, only 1000000 KiB of address space, ulimit -v unlimited"
    })
    void tooLowALimitIsSaidBeforeAnythingIsStarted(String limit, String said, String remedy) throws Exception {
        try (RealCluster cluster = new RealCluster()) {
            Process process = cluster.run(List.of("bash", "-c", limit + "; \"$0\" cluster -n 1 --detach", SCRIPT));
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(cluster.output(0)).startsWith("stoker: " + said).contains(remedy);
        }
    }

    @Test
    void aCommandEndsWhenItsOutputCannotBeWritten() throws Exception {
        String shell = String.join(" ", RealCluster.command("shell", "-c"));
        try (RealCluster cluster = new RealCluster()) {
            for (String line : List.of(
                    shell + " 'while (true) println 1' | head -1; echo ${PIPESTATUS[0]}",
                    shell + " 'while (true) println 1' > /dev/full; echo $?",
                    shell + " 'println 1' > /dev/full; echo $?")) {
                assertThat(cluster.run(List.of("bash", "-c", line)).waitFor(5, TimeUnit.MINUTES))
                        .isTrue();
            }
            assertThat(cluster.output(0)).isEqualTo("1\n141\n");
            String full = "stoker: cannot write to standard output: No space left on device\n1\n";
            assertThat(cluster.output(1)).isEqualTo(full);
            assertThat(cluster.output(2)).isEqualTo(full);
        }
    }

    private static String[] entries(String classPath) {
        return classPath.strip().split(":");
    }
}
