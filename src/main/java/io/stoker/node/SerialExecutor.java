package io.stoker.node;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One thread on which everything happens that changes what the launcher knows. A task that fails is told of. */
final class SerialExecutor implements Executor {
    private final ScheduledThreadPoolExecutor thread;
    private final Consumer<Throwable> onFailure;

    SerialExecutor(String name, Consumer<Throwable> onFailure) {
        this.onFailure = onFailure;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, name));
        thread.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy()); // what comes after the end
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void execute(Runnable task) {
        thread.execute(() -> attempt(task));
    }

    void later(Duration wait, Runnable task) {
        var unused = thread.schedule(() -> attempt(task), wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What is waiting still happens; what was to happen later does not. */
    void end() {
        thread.shutdown();
    }

    private void attempt(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) { // an error, too: the thread would go on, and nobody would know
            onFailure.accept(e);
        }
    }
}
