package io.stoker.cli.bench;

import io.stoker.client.TaskClient;

/** One thread submits a task, waits for its result, and only then submits the next. */
record RoundTrips() implements Load {
    @Override
    public String name() {
        return "run + getTaskResult";
    }

    @Override
    public Sample run(TaskClient tc, Timer timer) {
        Latencies latencies = new Latencies();
        long tasks = 0;
        while (timer.isRunning()) {
            long startedAt = System.nanoTime();
            tc.getTaskResult(tc.run(NO_OP), PATIENCE);
            latencies.add(System.nanoTime() - startedAt);
            tasks++;
        }
        return new Sample(tasks, timer.elapsed(), latencies);
    }
}
