package io.stoker.client.pool;

import io.stoker.client.Stoker;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on engines. */
class StokerExecutorIT extends ExecutorContract {
    private static Stoker stoker;

    @BeforeAll
    static void start() {
        stoker = Stoker.local(THREADS);
    }

    @AfterAll
    static void stop() {
        stoker.close();
    }

    @Override
    ExecutorService executor() {
        return stoker.executor();
    }
}
