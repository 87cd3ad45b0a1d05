package io.stoker.cli.demo;

import io.stoker.cli.trial.OwnCluster;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import java.time.Duration;

/** The session of the founding document, word for word but for the language. */
final class FoundingChapter implements Chapter {
    private static final Duration PATIENCE = OwnCluster.READY_WITHIN;

    @Override
    public void play(Stage stage) {
        Session session = stage.session();
        Task t1 = session.task("Task t1 = Task.of(\"a=10\");", Task.of("a=10"));
        long id = session.line("tc.run(t1)", () -> stage.tc().run(t1));
        TaskResult result = session.line("tc.getTaskResult(0)", () -> stage.tc().getTaskResult(id, PATIENCE));
        Duration first = stage.cluster().age();

        stage.verdict().check(id == 0, "the first task has the id 0");
        stage.verdict()
                .check(
                        result.toString().equals("TaskResult[ID:0]:{}"),
                        "its result is TaskResult[ID:0]:{}, " + Texts.seconds(first)
                                + " after 'stoker cluster -n 4' was started");
    }
}
