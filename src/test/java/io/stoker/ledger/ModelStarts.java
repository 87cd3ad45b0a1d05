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
    private final Set<AttemptId> endedByThemselves = new HashSet<>();
    /** The attempts up to this one were those of what a recovery has taken the place of. */
    private final Map<Long, Integer> lastBefore = new HashMap<>();

    void started(AttemptId attempt, TaskSpec spec) {
        Set<Integer> numbers = started.computeIfAbsent(attempt.task(), id -> new HashSet<>());
        if (spec.options().atMostOnce()) {
            assertThat(numbers)
                    .as("attempts of the at-most-once task that started before %s", attempt)
                    .allMatch(n -> over(attempt.task(), n));
        }
        assertThat(numbers.add(attempt.number()))
                .as("%s starts for the first time", attempt)
                .isTrue();
    }

    /** An attempt that failed or rejected its engine has not been lost, and may be followed by another one. */
    void endedByItself(AttemptId attempt) {
        endedByThemselves.add(attempt);
    }

    void recovering(AttemptId last) {
        lastBefore.put(last.task(), last.number());
    }

    /** Nothing of an at-most-once task may be in doubt when its next attempt is begun. */
    void assigned(AttemptId next, TaskSpec spec) {
        if (spec.options().atMostOnce()) {
            Set<Integer> numbers = started.getOrDefault(next.task(), Set.of());
            assertThat(numbers)
                    .as("attempts that started before %s was assigned", next)
                    .allMatch(n -> over(next.task(), n));
        }
    }

    private boolean over(long task, int number) {
        return number <= lastBefore.getOrDefault(task, 0) || endedByThemselves.contains(new AttemptId(task, number));
    }
}
