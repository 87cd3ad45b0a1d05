package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Backlog backlog = new Backlog(100);

    @Test
    void thereIsRoomBelowTheLimitWhateverIsAddedThen() {
        backlog.add(99);
        assertThat(backlog.room()).isCompleted();
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
    void aQuarterOfTheHeapIsTheMostThereIs() {
        for (Backlog most : List.of(Backlog.ofThisJvm(Long.MAX_VALUE), Backlog.ofThisJvm(Long.MAX_VALUE / 2))) {
            most.add(Runtime.getRuntime().maxMemory() / 4 - 1);
            assertThat(most.room()).isCompleted();
            most.add(1);
            assertThat(most.room()).isNotDone();
        }
        Backlog little = Backlog.ofThisJvm(1);
        little.add(1);
        assertThat(little.room()).isNotDone();
    }
}
