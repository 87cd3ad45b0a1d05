package io.stoker.cli.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.StokerException;
import io.stoker.task.WaitTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FuturesTest {
    private static final Duration NOT_LONG = Duration.ofMillis(1);

    @Test
    void shouldSayThatAWaitHasEnded() {
        assertThatThrownBy(() -> Futures.join(new CompletableFuture<String>(), NOT_LONG))
                .isInstanceOf(WaitTimeoutException.class);
    }

    @Test
    void shouldHandOnWhatIsThere() {
        StokerException ours = new StokerException("said to be read");

        assertThat(Futures.join(CompletableFuture.completedFuture(1), NOT_LONG)).isEqualTo(1);
        assertThatThrownBy(() -> Futures.join(CompletableFuture.failedFuture(ours), NOT_LONG))
                .isSameAs(ours);
    }
}
