package io.stoker.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineChecksTest {
    private static final Instant SENT = Instant.parse("2026-11-30T12:00:00.900Z");

    private static List<String> limits(String files, String processes) {
        return List.of(
                "Limit                     Soft Limit           Hard Limit           Units     ",
                "Max processes             " + processes + "                31398                processes ",
                "Max open files            256                  " + files + "              files     ");
    }

    @Test
    void shouldFindLimitsThatAreTooLowAndSayWhatToType() {
        assertThat(MachineChecks.limits(limits("1024", "200"), false))
                .extracting(Finding::line)
                .containsExactly(
                        "problem  processes    only 200 processes and threads at a time; a cluster of several engines"
                                + " needs 1024: type: ulimit -u 1024, or ask your administrator",
                        "problem  files        only 1024 open files at a time; a cluster of several engines needs 4096:"
                                + " type: ulimit -n 4096, or ask your administrator");
    }

    @Test
    void shouldAcceptLimitsThatAreHighEnough() {
        assertThat(MachineChecks.limits(limits("unlimited", "unlimited"), false))
                .noneMatch(Finding::isProblem);
        assertThat(MachineChecks.limits(limits("524288", "200"), true))
                .as("of root, whom no limit of processes holds")
                .noneMatch(Finding::isProblem);
    }

    @Test
    void shouldFindADiskThatIsNearlyFull() {
        Path folder = Path.of("/home/anna/.stoker");

        assertThat(MachineChecks.disk(folder, 100L << 20).line())
                .startsWith(
                        "problem  disk         100 MiB are free in /home/anna/.stoker, and below 256 MiB new tasks");
        assertThat(MachineChecks.disk(folder, 10L << 30).isProblem()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-30T12:00:00Z, false",
        "2026-11-30T12:00:01Z, false",
        "2026-11-30T12:00:05Z, false",
        "2026-11-30T11:59:56Z, false",
        "2026-11-30T12:00:10Z, true",
        "2026-11-30T11:59:50Z, true",
        "2027-11-30T12:00:00Z, true"
    })
    void shouldFindClocksThatDiffer(Instant there, boolean problem) {
        assertThat(ClusterChecks.clocks(there, SENT, SENT.plusMillis(200)).isProblem())
                .isEqualTo(problem);
    }
}
