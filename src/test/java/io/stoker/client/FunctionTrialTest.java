package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.InlineLimit;
import org.junit.jupiter.api.Test;

class FunctionTrialTest {

    @Test
    void shouldWriteAFunctionAsAUsersIsWritten() {
        OutboundTask task = FunctionTrial.write(new InlineLimit(65_536, 1 << 20));
        assertThat(task.isReady()).isTrue();
        assertThat(task.spec().arguments().size()).isPositive();
    }
}
