package io.stoker.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChaosReportTest {
    private static final ChaosOptions OPTIONS = new ChaosOptions(7, Duration.ofMinutes(1), 10, 3, 2, 1, false);
    private static final ExecutionLog EXECUTIONS = ExecutionLog.of(List.of("17 1 5 a", "17 2 5 b"));

    private static List<String> report(List<String> lost) {
        Findings findings = new Findings(12, lost, List.of(), List.of(), List.of(), EXECUTIONS, 1_500, List.of("late"));
        return new ChaosReport(OPTIONS, Map.of(Fault.KILL_ENGINE, 3), findings, 0, 0, Duration.ofSeconds(90)).lines();
    }

    @Test
    void shouldEndWithItsVerdict() {
        assertThat(report(List.of())).last().isEqualTo("GOOD: 12 tasks, 3 faults, 0 lost, 0 doubled, 0 wrong");
        assertThat(report(List.of("id 17: gone"))).last().asString().startsWith("BAD: ");
    }

    @Test
    void shouldNameTheSeedTheFiguresAndWhatIsWrong() {
        assertThat(report(List.of("id 17: gone")))
                .anyMatch(line -> line.startsWith("seed 7"))
                .anyMatch(line -> line.matches("kill -9 of an engine +3"))
                .anyMatch(line -> line.matches("re-runs +1"))
                .anyMatch(line -> line.matches("longest pause, s +1\\.5"))
                .anyMatch(line -> line.matches("minutes +1\\.5"))
                .contains("lost: id 17: gone", "trouble: late");
    }

    @Test
    void shouldShowTenOfAThousand() {
        List<String> many = IntStream.range(0, 1_000).mapToObj(i -> "id " + i).toList();

        assertThat(report(many)).contains("lost: id 9", "lost: and 990 more").doesNotContain("lost: id 10");
    }
}
