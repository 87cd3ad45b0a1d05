package io.stoker.engine;

import static io.stoker.engine.Attempts.assignment;
import static io.stoker.engine.Attempts.id;
import static io.stoker.engine.Attempts.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class EngineWorkQueueWaitingTest {
    private static final AttemptResult DONE = result(1);

    private final EngineWorkQueue queue = new EngineWorkQueue();

    private void add(long... tasks) {
        for (long task : tasks) {
            queue.add(assignment(task));
        }
    }

    private AttemptId start() throws InterruptedException {
        return Attempts.take(queue).attempt();
    }

    private void run(long task) throws InterruptedException {
        add(task);
        assertThat(start()).isEqualTo(id(task));
        queue.ended(id(task), DONE);
    }

    @Test
    void whatIsTakenIsWaitedFor() throws Exception {
        CompletableFuture<AttemptId> taken = taking();
        add(1);
        assertThat(taken.get(5, TimeUnit.MINUTES)).isEqualTo(id(1));
    }

    @Test
    void nothingIsTakenWhileTooManyReportsAreUnacknowledged() throws Exception {
        for (int task = 0; task < 1_000; task++) {
            run(task);
        }
        add(1_000);
        CompletableFuture<AttemptId> taken = taking();
        assertThat(queue.held().queued()).containsExactly(id(1_000));
        queue.acknowledge(id(17));
        assertThat(taken.get(5, TimeUnit.MINUTES)).isEqualTo(id(1_000));
    }

    @Test
    void nothingIsTakenWhileUnacknowledgedReportsAreTooLarge() throws Exception {
        for (int task = 0; task < 4; task++) {
            add(task);
            start();
            queue.ended(id(task), result(4 << 20));
        }
        add(4);
        CompletableFuture<AttemptId> taken = taking();
        queue.acknowledge(id(0));
        assertThat(taken.get(5, TimeUnit.MINUTES)).isEqualTo(id(4));
    }

    /** Takes on another thread, which waits when this returns. */
    private CompletableFuture<AttemptId> taking() {
        CompletableFuture<AttemptId> taken = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                taken.complete(start());
            } catch (InterruptedException e) {
                taken.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
        assertThat(taken).isNotDone();
        return taken;
    }
}
