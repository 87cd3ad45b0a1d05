package io.stoker.client.multi;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.StokerException;
import io.stoker.wire.ToDirect;
import org.junit.jupiter.api.Test;

class DirectSessionTest {
    private final DirectSession directSession = new DirectSession();

    private static CallLine.Call call(CallLine line) {
        return line.call(new ToDirect.Keys(), true, (error, text) -> {});
    }

    @Test
    void callsToAnEngineThatWasLostAndComesBackBeginAnew() {
        CallLine line = directSession.line("a", 0);
        CallLine.Call open = call(line);
        directSession.gone(line, "silent");
        assertThat(open.answer).isCompletedExceptionally();
        assertThat(directSession.line("a", 0)).isNotSameAs(line);
        assertThat(call(directSession.line("a", 0)).answer).isNotDone();
    }

    @Test
    void whatIsAskedAfterTheEndFails() {
        directSession.close(new StokerException("the client was closed"));
        assertThat(call(directSession.line("a", 0)).answer).isCompletedExceptionally();
    }
}
