package io.stoker.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.StokerException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CpuTimeTest {
    @Test
    void shouldCountWhatRuns() {
        CpuTime now = CpuTime.now(new Jvms(Optional.empty(), List.of(ProcessHandle.current())));

        assertThat(now.controller()).isZero();
        assertThat(now.engines()).isPositive();
    }

    @Test
    void shouldNotTakeAProcessThatHasEndedForAnIdleOne() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Jvms jvms = new Jvms(Optional.of(ended.toHandle()), List.of());

        assertThatThrownBy(() -> CpuTime.now(jvms))
                .isInstanceOf(StokerException.class)
                .hasMessageContaining(Long.toString(ended.pid()));
    }
}
