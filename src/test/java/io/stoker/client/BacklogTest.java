package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Backlog backlog = new Backlog(100);

    @Test
    void thereIsRoomBelowTheLimitWhateverIsAddedThen() {
        backlog.add(99);
        assertThat(backlog.room()).isCompleted();
        assertThatCode(backlog::requireRoom).doesNotThrowAnyException();
        backlog.add(1_000);
        assertThat(backlog.room()).isNotDone();
    }

    @Test
    void whoWaitsForRoomHasItWhenEnoughIsGone() {
        backlog.add(150);
        CompletableFuture<Void> first = backlog.room();
        CompletableFuture<Void> second = backlog.room();
        backlog.remove(50);
        assertThat(first).isNotDone();
        backlog.remove(1);
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
    }

    @Test
    void theRefusalSaysHowMuchThereIsAndWhichSettingLimitsIt() {
        Backlog small = new Backlog(2048);
        small.add(4096);
        assertThatThrownBy(small::requireRoom)
                .isInstanceOf(BacklogFullException.class)
                .hasMessageContaining("4 KiB")
                .hasMessageContaining("2 KiB")
                .hasMessageContaining("stoker.client.max-backlog");
    }

    @Test
    void aQuarterOfTheHeapIsTheMostThereIs() {
        assertThat(Backlog.ofThisJvm(Long.MAX_VALUE).limit())
                .isEqualTo(Runtime.getRuntime().maxMemory() / 4);
        assertThat(Backlog.ofThisJvm(1).limit()).isEqualTo(1);
    }
}
