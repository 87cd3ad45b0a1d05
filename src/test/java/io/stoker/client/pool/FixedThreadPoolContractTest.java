package io.stoker.client.pool;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What is asked of Stoker's executor is what the JDK's own does. */
class FixedThreadPoolContractTest extends ExecutorContract {

    @Override
    ExecutorService executor() {
        return Executors.newFixedThreadPool(THREADS);
    }
}
