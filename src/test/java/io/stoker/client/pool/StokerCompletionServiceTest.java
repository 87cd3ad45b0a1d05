package io.stoker.client.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StokerCompletionServiceTest extends CompletionServiceContract {
    private final LocalSubmitter submitter = new LocalSubmitter(2);

    @Override
    <T> CompletionService<T> service() {
        return Pools.completionService(submitter);
    }

    @AfterEach
    void closeSubmitter() {
        submitter.close();
    }

    @Test
    void shouldTakeLambdasAsTheyAre() throws Exception {
        StokerCompletionService<Integer> service = Pools.completionService(submitter);

        service.submit(() -> 6 * 7);
        assertThat(service.take().get()).isEqualTo(42);
        service.submit(() -> {}, 43);
        assertThat(service.take().get()).isEqualTo(43);
    }

    @Test
    void shouldRefuseInTheCallWhatCannotBeSent() {
        StokerCompletionService<Integer> service = Pools.completionService(submitter);
        Callable<Integer> callable = () -> 42;

        assertThatThrownBy(() -> service.submit(callable)).isInstanceOf(RejectedExecutionException.class);
        assertThat(service.poll()).isNull();
    }
}
