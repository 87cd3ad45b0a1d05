package io.stoker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.AttemptId;
import io.stoker.task.TaskState;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who pays for the end of a JVM, worked out anew from what is committed. */
final class ModelDeaths {
    private final int limit;
    private final ModelBlame blame;
    private final ModelOrder order;
    private final Consumer<Object> saw;

    ModelDeaths(int limit, ModelBlame blame, ModelOrder order, Consumer<Object> saw) {
        this.limit = limit;
        this.blame = blame;
        this.order = order;
        this.saw = saw;
    }

    /** The rows are as they were before this change. */
    void committing(Command.EnginesDied died, Rows.Change change, Rows rows) {
        Set<AttemptId> suspects = new HashSet<>();
        died.instances().forEach(instance -> suspects.addAll(suspects(instance, rows)));
        List<Long> tasks = suspects.stream().map(AttemptId::task).distinct().toList();
        boolean blames = tasks.size() == 1 && !died.othersRan();
        int paid = 0;
        for (OpenTask before : rows.open.values()) {
            OpenTask after = change.after().getOrDefault(before.id(), before);
            died.instances().forEach(instance -> spares(before, instance, after, rows));
            boolean pays = paid(before, after);
            paid += pays ? 1 : 0;
            boolean guilty = blames && suspects.stream().anyMatch(attempt -> isOf(before, attempt, died.instances()));
            if (pays != guilty && !isBeyondBlame(before)) {
                throw new AssertionError((pays ? "pays for " : "does not pay for ") + suspects + ": " + before);
            }
            isolated(before, after, died.instances(), suspects);
        }
        assertThat(paid).as("tasks that pay for one death").isLessThanOrEqualTo(1);
        if (!tasks.isEmpty()) {
            saw.accept(paid == 1 ? "one paid" : died.othersRan() ? "nobody paid beside a call" : "nobody paid");
        }
    }

    /** An engine runs one attempt at a time. */
    private Set<AttemptId> suspects(String instance, Rows rows) {
        List<OpenTask> line = rows.open.values().stream()
                .filter(task -> task.isHeldBy(instance))
                .sorted(Comparator.comparing(task -> order.number(task.attempt())))
                .toList();
        Set<AttemptId> running = line.stream()
                .filter(task -> task.state().state() == TaskState.RUNNING)
                .map(OpenTask::attempt)
                .collect(Collectors.toSet());
        if (!running.isEmpty() || !blame.given(instance).isEmpty()) {
            return running.isEmpty() ? blame.given(instance) : running;
        }
        return line.stream().limit(1).map(OpenTask::attempt).collect(Collectors.toSet());
    }

    /** Whether it is an attempt of what the task is now: those of what a recovery has replaced are not. */
    private static boolean isOf(OpenTask task, AttemptId attempt, Set<String> instances) {
        return instances.stream()
                .anyMatch(instance -> task.isSuperseded(attempt, instance)
                        || (task.isHeldBy(instance) && task.attempt().equals(attempt)));
    }

    /** It ends anyway, whoever is to blame. */
    private boolean isBeyondBlame(OpenTask task) {
        return task.state().abort()
                || task.current().options().atMostOnce()
                || task.state().losses() >= limit;
    }

    private boolean paid(OpenTask before, @Nullable OpenTask after) {
        if (after == null || after.state().stage() != before.state().stage()) {
            assertThat(isBeyondBlame(before) || before.state().losses() == limit - 1)
                    .as("a death ends %s", before)
                    .isTrue();
            return !isBeyondBlame(before);
        }
        int more = after.state().losses() - before.state().losses();
        assertThat(more).as("losses of %s for one death", before).isBetween(0, 1);
        return more == 1;
    }

    /** What was on an engine that died has an engine to itself from then on, and a JVM if it may have run there. */
    private static void isolated(OpenTask before, @Nullable OpenTask after, Set<String> dead, Set<AttemptId> suspects) {
        boolean was = Stream.concat(
                        Stream.ofNullable(before.state().held()).map(OpenState.Held::instance),
                        before.state().superseded().stream().map(OpenState.Superseded::instance))
                .anyMatch(dead::contains);
        if (was && after != null && after.state().stage() == before.state().stage()) {
            assertThat(after.runsAlone()).as("%s runs alone", after).isTrue();
            if (suspects.stream().anyMatch(attempt -> isOf(before, attempt, dead))) {
                assertThat(after.runsAloneInItsJvm())
                        .as("%s runs alone in its JVM", after)
                        .isTrue();
            }
            assertThat(after.state().superseded())
                    .as("superseded attempts on %s", dead)
                    .noneMatch(given -> dead.contains(given.instance()));
        }
    }

    private void spares(OpenTask before, String instance, @Nullable OpenTask after, Rows rows) {
        if (blame.spares(before, instance, after, rows)) {
            saw.accept("spared behind what has ended elsewhere");
        }
    }
}
