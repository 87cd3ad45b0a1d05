package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetentionCommandsTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final ClientSession clientSession = new ClientSession();
    private final Waits waits = new Waits(clientSession);
    private final RetentionCommands retentionCommands = new RetentionCommands(clientSession, waits);

    @AfterEach
    void close() {
        waits.close();
    }

    @Test
    void whatIsCancelledIsNotSent() {
        long[] many = LongStream.range(0, 20_000).map(i -> 2 * i).toArray();
        for (CompletableFuture<?> kept : new CompletableFuture<?>[] {
            retentionCommands.clear(LONG, many),
            retentionCommands.clearAll(LONG),
            retentionCommands.pin(true, LONG, many)
        }) {
            kept.cancel(true);
        }
        assertThat(clientSession.commands().next(0)).isNull();
    }
}
