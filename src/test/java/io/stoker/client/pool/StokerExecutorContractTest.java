package io.stoker.client.pool;

import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;

class StokerExecutorContractTest extends ExecutorContract {
    private final LocalSubmitter submitter = new LocalSubmitter(THREADS);

    @Override
    ExecutorService executor() {
        return Pools.executor(submitter);
    }

    @AfterEach
    void closeSubmitter() {
        submitter.close();
    }
}
