package io.stoker.client.multi;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.StokerException;
import io.stoker.wire.ToDirect;
import org.junit.jupiter.api.Test;

class CallerTest {
    private final Caller caller = new Caller();

    private static CallLine.Call call(CallLine line) {
        return line.call(new ToDirect.Keys(), true, (error, text) -> {});
    }

    @Test
    void callsToAnEngineThatWasLostAndComesBackBeginAnew() {
        CallLine line = caller.line("a", 0);
        CallLine.Call open = call(line);
        caller.gone(line, "silent");
        assertThat(open.answer).isCompletedExceptionally();
        assertThat(caller.line("a", 0)).isNotSameAs(line);
        assertThat(call(caller.line("a", 0)).answer).isNotDone();
    }

    @Test
    void whatIsAskedAfterTheEndFails() {
        caller.close(new StokerException("the client was closed"));
        assertThat(call(caller.line("a", 0)).answer).isCompletedExceptionally();
    }
}
