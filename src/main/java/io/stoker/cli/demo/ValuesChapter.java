package io.stoker.cli.demo;

import io.stoker.cli.trial.OwnCluster;
import io.stoker.client.TaskClient;
import io.stoker.task.Failure;
import io.stoker.task.QueueStatus;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import java.time.Duration;

/** What goes into a task and what comes out of it: values, or an error that says where. */
final class ValuesChapter implements Chapter {
    private static final Duration PATIENCE = OwnCluster.READY_WITHIN;

    @Override
    public void play(Stage stage) {
        stage.screen().heading("2. Values, errors and the queue");
        pushAndPull(stage);
        fail(stage);
        askForQueue(stage);
    }

    private static void pushAndPull(Stage stage) {
        TaskClient tc = stage.tc();
        Task product = stage.session()
                .task(
                        "Task product = Task.of(\"c = a * b\").push(\"a\", 6).push(\"b\", 7).pull(\"c\");",
                        Task.of("c = a * b").push("a", 6).push("b", 7).pull("c"));
        TaskResult result = stage.session()
                .line("tc.getTaskResult(tc.run(product))", () -> tc.getTaskResult(tc.run(product), PATIENCE));

        stage.verdict().check(Integer.valueOf(42).equals(result.results().get("c")), "6 * 7 is 42");
    }

    private static void fail(Stage stage) {
        TaskClient tc = stage.tc();
        Task wrong = stage.session().task("Task wrong = Task.of(\"x = 3\\ny = x / 0\");", Task.of("x = 3\ny = x / 0"));
        TaskResult result = stage.session()
                .line("tc.getTaskResult(tc.run(wrong))", () -> tc.getTaskResult(tc.run(wrong), PATIENCE));

        Failure failure = result.failure();
        stage.verdict().check(failure != null && failure.line() == 2, "the error names line 2 of the source");
    }

    private static void askForQueue(Stage stage) {
        TaskClient tc = stage.tc();
        QueueStatus status = stage.session().line("tc.queueStatus()", tc::queueStatus);
        stage.session().line("tc.queueStatus(true)", () -> tc.queueStatus(true));

        stage.verdict()
                .check(
                        status.succeeded() == 2 && status.failed() == 1 && status.total() == 3,
                        "of three tasks two succeeded and one failed");
    }
}
