package io.stoker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.AttemptId;
import io.stoker.task.TaskState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known to have run on engines that have not been heard of since it was given up: nothing else is to blame. */
final class ModelBlame {
    private final int limit;
    private final Map<String, Set<AttemptId>> left = new HashMap<>();
    private final Map<String, Set<AttemptId>> given = new HashMap<>();

    ModelBlame(int limit) {
        this.limit = limit;
    }

    void rebuilt(Rows rows) {
        left.clear();
        given.clear();
        rows.open.forEach((id, task) ->
                task.state().superseded().forEach(one -> given(one.instance()).add(new AttemptId(id, one.attempt()))));
    }

    /** What was given up there and may have run, as far as is known. */
    Set<AttemptId> given(String instance) {
        return given.computeIfAbsent(instance, i -> new HashSet<>());
    }

    /** @param before the task as it was when its next attempt was begun */
    void assigned(OpenTask before) {
        OpenState state = before.state();
        if (state.suspended()) {
            given(state.held().instance()).add(before.attempt());
        }
        if (state.suspended() && state.state() == TaskState.RUNNING) {
            left.computeIfAbsent(state.held().instance(), i -> new HashSet<>()).add(before.attempt());
        }
    }

    void decided(Command command, List<Event> events) {
        for (Event event : events) {
            if (event instanceof Event.Forgotten e) {
                given(e.instance()).remove(e.attempt());
            }
        }
        if (command instanceof Command.Register register) {
            left.remove(register.instance());
        } else if (command instanceof Command.Report report) {
            left.computeIfPresent(
                    report.instance(),
                    (i, attempts) -> attempts.remove(report.attempt()) && attempts.isEmpty() ? null : attempts);
        } else if (command instanceof Command.EnginesDied died) {
            died.instances().forEach(left::remove);
            died.instances().forEach(given::remove);
        }
    }

    /**
     * What waited behind it does not pay for the engine's death.
     *
     * @return whether that was to be seen, although the task of the one that ran has ended meanwhile
     */
    boolean spares(OpenTask before, String instance, @Nullable OpenTask after, Rows rows) {
        OpenState state = before.state();
        if (!left.containsKey(instance)
                || !before.isHeldBy(instance)
                || state.state() == TaskState.RUNNING
                || state.losses() >= limit
                || state.abort()
                || before.current().options().atMostOnce()
                || state.superseded().stream()
                        .anyMatch(given -> given.instance().equals(instance))) {
            return false;
        }
        assertThat(after)
                .as("%s behind %s", before, left.get(instance))
                .isNotNull()
                .extracting(task -> task.state().losses())
                .isEqualTo(state.losses());
        return left.get(instance).stream().noneMatch(attempt -> rows.open.containsKey(attempt.task()));
    }
}
