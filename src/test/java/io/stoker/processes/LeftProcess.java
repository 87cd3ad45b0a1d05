package io.stoker.processes;

import static io.stoker.processes.RealCluster.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.task.Task;

/** A process that a task has left behind, in a session of its own, and whose parent has ended. */
record LeftProcess(long pid) {
    static LeftProcess by(Stoker stoker) {
        Task task = Task.of(
                        "pid = ['sh', '-c', '(setsid sleep 600 >/dev/null & echo $!)'].execute().text.trim() as long")
                .pull("pid");
        TaskClient tc = stoker.taskClient();
        LeftProcess left =
                new LeftProcess(((Number) tc.getTaskResult(tc.run(task), SOON).get("pid")).longValue());
        assertThat(RealCluster.isRunning(left.pid)).isTrue();
        return left;
    }

    void assertEnded() {
        assertThat(RealCluster.isRunning(pid)).as("what a task has started").isFalse();
    }
}
