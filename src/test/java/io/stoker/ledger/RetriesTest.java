package io.stoker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.Labels;
import io.stoker.task.Task;
import io.stoker.task.TaskSpec;
import io.stoker.task.TestTasks;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private static TaskSpec retryOf(long task) {
        return TestTasks.spec(Task.of("a").retryOf(task));
    }

    @Test
    void shouldTellTheLatestRetryFromAnIdOn() {
        Retries retries = new Retries(10);
        retries.accepted(10, retryOf(3));
        retries.accepted(11, TestTasks.spec("a"));
        assertThat(retries.since(10, 3)).isEqualTo(10);
        assertThat(retries.since(11, 3)).isNull();
        assertThat(retries.since(10, 4)).isNull();

        retries.accepted(12, retryOf(3));
        assertThat(retries.since(11, 3)).isEqualTo(12);
    }

    @Test
    void shouldKnowNothingOfWhatWasAcceptedBefore() {
        Retries retries = new Retries(10);
        assertThat(retries.knowsFrom(9)).isFalse();
        assertThat(retries.knowsFrom(10)).isTrue();
    }

    @Test
    void shouldForgetTheOldestOfMany() {
        Retries retries = new Retries(10, 2);
        retries.accepted(10, retryOf(0));
        retries.accepted(11, retryOf(1));
        retries.accepted(12, retryOf(0));
        assertThat(retries.knowsFrom(10)).isTrue();

        retries.accepted(13, retryOf(2));
        assertThat(retries.knowsFrom(11)).isFalse();
        assertThat(retries.knowsFrom(12)).isTrue();
        assertThat(retries.since(12, 0)).isEqualTo(12);
        assertThat(retries.since(12, 2)).isEqualTo(13);
    }

    @Test
    void shouldTakeALabelThatNamesNoTaskForNone() {
        TaskSpec spec = TestTasks.spec("a");
        TaskSpec odd = spec.with(spec.options().withLabel(Labels.RETRY_OF, "-1x"));
        assertThat(Retries.original(odd)).isNull();
        assertThat(Retries.original(retryOf(7))).isEqualTo(7);
    }
}
