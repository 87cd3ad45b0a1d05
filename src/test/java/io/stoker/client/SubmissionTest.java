package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.InlineLimit;
import io.stoker.task.StokerException;
import io.stoker.task.Task;
import io.stoker.task.TaskSpec;
import io.stoker.wire.values.Patience;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubmissionTest {
    private final Link link = new Link();
    private final Backlog backlog = new Backlog(10_000);

    private Submission submit(int tasks) {
        List<TaskSpec> specs = Collections.nCopies(tasks, Task.of("a = 1").spec());
        return new Submission(link, backlog, specs, new InlineLimit(65_536, 1 << 20), Patience::endless);
    }

    @Test
    void whatHasNotBeenAcceptedFillsTheBacklogUntilNobodyWaitsForIt() {
        Submission submission = submit(20);
        assertThat(backlog.room()).isNotDone();
        submission.forget();
        assertThat(backlog.room()).isCompleted();
    }

    @Test
    void whatHasFailedIsOffTheBacklogOnce() {
        Submission submission = submit(20);
        link.close();
        assertThatThrownBy(submission.ids()::join).hasCauseInstanceOf(StokerException.class);
        submission.forget();
        backlog.add(9_999);
        assertThat(backlog.room()).isCompleted();
        backlog.add(1);
        assertThat(backlog.room()).isNotDone();
    }
}
