package io.stoker.client.pool;

import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;

/** What is asked of Stoker's completion service is what the JDK's own does. */
class ExecutorCompletionServiceContractTest extends CompletionServiceContract {
    private final ExecutorService pool = Executors.newFixedThreadPool(2);

    @Override
    <T> CompletionService<T> service() {
        return new ExecutorCompletionService<>(pool);
    }

    @AfterEach
    void closePool() {
        pool.shutdownNow();
    }
}
