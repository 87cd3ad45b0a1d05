package io.stoker.cli.bench;

import io.stoker.client.TaskClient;
import java.time.Duration;
import java.util.stream.LongStream;

/**
 * One thread submits one task after another and waits each time until it is accepted; results are waited for at the
 * end.
 */
record Blocking() implements Load {
    @Override
    public String name() {
        return "run, one by one";
    }

    @Override
    public Sample run(TaskClient tc, Timer timer) {
        LongStream.Builder ids = LongStream.builder();
        long tasks = 0;
        while (timer.isRunning()) {
            ids.add(tc.run(NO_OP));
            tasks++;
        }
        Duration accepting = timer.elapsed();
        tc.barrier(PATIENCE, ids.build().toArray());
        return new Sample(tasks, accepting, null);
    }
}
