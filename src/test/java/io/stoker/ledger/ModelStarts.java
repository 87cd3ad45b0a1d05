package io.stoker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.AttemptId;
import io.stoker.task.TaskSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What really started, as only somebody who sees all engines can know, and the promise of at-most-once tasks. */
final class ModelStarts {
    private final Map<Long, Set<Integer>> started = new HashMap<>();
    private final Set<AttemptId> failedByThemselves = new HashSet<>();

    void started(AttemptId attempt, TaskSpec spec) {
        Set<Integer> numbers = started.computeIfAbsent(attempt.task(), id -> new HashSet<>());
        if (spec.options().atMostOnce()) {
            assertThat(numbers)
                    .as("attempts of the at-most-once task that started before %s", attempt)
                    .allMatch(n -> failed(attempt.task(), n));
        }
        assertThat(numbers.add(attempt.number()))
                .as("%s starts for the first time", attempt)
                .isTrue();
    }

    /** An attempt that ended by its own failure has not been lost, and may be followed by a retry. */
    void failedByItself(AttemptId attempt) {
        failedByThemselves.add(attempt);
    }

    /** Nothing of an at-most-once task may be in doubt when its next attempt is begun. */
    void assigned(AttemptId next, TaskSpec spec) {
        if (spec.options().atMostOnce()) {
            Set<Integer> numbers = started.getOrDefault(next.task(), Set.of());
            assertThat(numbers)
                    .as("attempts that started before %s was assigned", next)
                    .allMatch(n -> failed(next.task(), n));
        }
    }

    private boolean failed(long task, int number) {
        return failedByThemselves.contains(new AttemptId(task, number));
    }
}
