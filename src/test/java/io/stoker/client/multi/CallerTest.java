package io.stoker.client.multi;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.StokerException;
import org.junit.jupiter.api.Test;

class CallerTest {
    private final Caller caller = new Caller();

    private static CallLine.Call call(CallLine line) {
        return line.call((error, text) -> {});
    }

    @Test
    void numbersAreNotUsedAgainForAnEngineThatWasLostAndMayComeBack() {
        CallLine line = caller.line("a", 0);
        call(line);
        call(line);
        caller.gone(line, "silent");
        assertThat(call(caller.line("a", 0)).number()).isEqualTo(3);
        assertThat(call(caller.line("b", 1)).number()).isEqualTo(1);
    }

    @Test
    void whatIsAskedAfterTheEndFails() {
        caller.close(new StokerException("the client was closed"));
        assertThat(call(caller.line("a", 0)).answer()).isCompletedExceptionally();
    }
}
