package io.stoker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.task.AttemptId;
import io.stoker.task.Failure;
import io.stoker.task.FinishedTask;
import io.stoker.task.Outcome;
import io.stoker.task.ResultBody;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskState;
import io.stoker.task.TestTasks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The promises, looked at from outside the ledger: before each commit, after each step and at the end. */
final class ModelChecks {
    static final int MOST_OPEN = 40;

    final ModelStarts starts = new ModelStarts();
    final ModelOrder order = new ModelOrder();
    private final ModelBlame blame;
    private final ModelDeaths deaths;
    private final int limit;
    /** How often each kind of event, answer and ending was seen: a model in which little happens proves little. */
    final TreeMap<String, Integer> seen = new TreeMap<>();

    private final Map<String, Long> idByKey = new HashMap<>();
    private final Map<Long, Set<String>> everOn = new HashMap<>();
    private final Set<String> dead = new HashSet<>();
    private final Deque<List<Object>> latest = new ArrayDeque<>();
    private final Map<Long, TaskState> ended = new HashMap<>();
    private final Set<Long> pins = new HashSet<>();
    private long removed;

    /** @param lossLimit how many engines may die of a task */
    ModelChecks(int lossLimit) {
        this.limit = lossLimit;
        this.blame = new ModelBlame(lossLimit);
        this.deaths = new ModelDeaths(lossLimit, blame, order, this::saw);
    }

    void died(String instance) {
        dead.add(instance);
    }

    void decided(Command command, Decision decision, Counts before, Ledger ledger) {
        latest.add(List.of(command, decision));
        if (latest.size() > 60) {
            latest.poll();
        }
        Answer answer = decision.answer();
        if (answer instanceof Answer.Refused r) {
            saw(r.reason());
            assertThat(decision.events()).as("events of a refusal").isEmpty();
        } else if (answer instanceof Answer.Reported r) {
            saw(r.use());
            boolean same = decision.events().stream().allMatch(Event.Forgotten.class::isInstance)
                    && ledger.counts().equals(before);
            assertThat(r.use() == Answer.Use.LATE && !same)
                    .as("a late report changes something")
                    .isFalse();
        } else if (answer instanceof Answer.Accepted) {
            assertThat(ledger.open().size()).isLessThanOrEqualTo(MOST_OPEN);
        }
        boolean clears = decision.events().stream().anyMatch(Event.Removed.class::isInstance);
        if (clears && answer instanceof Answer.Counted counted) {
            cleared(decision, counted);
        }
        if (command instanceof Command.Register register) {
            registered(register, ((Answer.Drop) answer).attempts(), ledger);
        }
        for (Event event : decision.events()) {
            saw(event.getClass().getSimpleName());
            if (event instanceof Event.Finished e) {
                ended.put(e.task().taskId(), e.task().state());
            } else if (event instanceof Event.Removed e) {
                String reason = command instanceof Command.Clear ? "clear" : "retention";
                e.tasks().ids().forEach(id -> gone(id, reason, ledger));
            } else if (event instanceof Event.RemovalNoted e && command instanceof Command.Retain) {
                saw(e.row().reason());
            } else if (event instanceof Event.Pinned e) {
                pinned(e);
            } else if (event instanceof Event.Accepted e) {
                accepted(e);
            } else if (event instanceof Event.Assigned e) {
                order.assigned(e.attempt());
            } else if (event instanceof Event.Requeued e && e.ended() != null) {
                saw(e.charge());
                saw(e.ended().outcome());
            }
        }
    }

    /** What was there is gone, and what was missing is. */
    private void cleared(Decision decision, Answer.Counted answer) {
        long count = decision.events().stream()
                .filter(Event.Removed.class::isInstance)
                .mapToLong(event -> ((Event.Removed) event).tasks().count())
                .sum();
        assertThat(answer.count()).isEqualTo(count);
        for (int i = 0; i < answer.missing().length; i += 2) {
            for (long id = answer.missing()[i]; id <= answer.missing()[i + 1]; id++) {
                assertThat(ended.get(id)).as("the end of task %s", id).isNull();
            }
        }
    }

    private void gone(long id, String reason, Ledger ledger) {
        assertThat(ended.remove(id)).as("the end of task %s", id).isNotNull();
        assertThat(pins.contains(id)).as("task %s is pinned", id).isFalse();
        assertThat(ledger.stateOf(id)).isEqualTo(TaskState.NO_CODE);
        assertThat(ledger.absence(id)).contains("was finished and then removed ", reason);
        removed++;
    }

    private void accepted(Event.Accepted e) {
        for (int i = 0; i < e.specs().size(); i++) {
            if (e.specs().get(i).options().pinned()) {
                saw("pinned from the beginning");
                pins.add(e.firstTask() + i);
            }
        }
    }

    private void pinned(Event.Pinned e) {
        e.tasks().ids().forEach(id -> {
            saw(e.pinned() ? "pinned" : "unpinned");
            if (e.pinned()) {
                pins.add(id);
            } else {
                pins.remove(id);
            }
        });
    }

    void rebuilt(Rows rows) {
        saw("rebuilt");
        blame.rebuilt(rows);
        ended.clear();
        pins.clear();
        pins.addAll(rows.pinned);
        rows.finished.forEach((id, task) -> {
            if (!rows.isRemoved(id)) {
                ended.put(id, task.state());
            }
        });
        removed = rows.removed();
    }

    void saw(Object what) {
        seen.merge(what.toString(), 1, Integer::sum);
    }

    /** The rows are as they were before this change. */
    void committing(Command command, Rows.Change change, Rows rows) {
        long next = rows.nextTask();
        for (Event event : change.events()) {
            if (event instanceof Event.Accepted e) {
                assertThat(e.firstTask()).as("ids without a gap").isEqualTo(next);
                next += e.specs().size();
            } else if (event instanceof Event.Answered e && command instanceof Command.Submit) {
                for (long key = e.run().firstKey(); key <= e.run().lastKey(); key++) {
                    assertThat(idByKey.put(
                                    e.run().session() + ":" + key, e.run().task(key)))
                            .as("an earlier id of key %s", key)
                            .isNull();
                }
            } else if (event instanceof Event.Assigned e) {
                assigned(e, rows.open.get(e.attempt().task()));
            } else if (event instanceof Event.Requeued e) {
                requeued(e, rows.open.get(e.task()));
            } else if (event instanceof Event.Finished e) {
                finished(e.task(), rows.open.get(e.task().taskId()));
            } else if (event instanceof Event.LossConfirmed e) {
                OpenTask before = rows.open.get(e.attempt().task());
                saw(before.isQueued() && !before.runsAlone() ? "isolated while queued" : "superseded");
                saw("superseded, " + e.charge());
            }
        }
        change.after().values().stream()
                .filter(task -> task != null && task.state().losses() > 0)
                .forEach(this::losses);
        if (command instanceof Command.EnginesDied died) {
            deaths.committing(died, change, rows);
        }
        blame.decided(command, change.events());
    }

    /** What an engine holds is either current and its own, or to be dropped. */
    private static void registered(Command.Register register, List<AttemptId> drop, Ledger ledger) {
        for (AttemptId attempt : register.holds()) {
            OpenTask task = ledger.find(attempt.task());
            boolean keeps = task != null && task.attempt().equals(attempt) && task.isHeldBy(register.instance());
            assertThat(drop.contains(attempt)).as("%s is dropped", attempt).isEqualTo(!keeps);
        }
    }

    private void requeued(Event.Requeued e, OpenTask before) {
        if (e.ended() != null && e.ended().outcome() != Outcome.LOST) {
            starts.endedByItself(new AttemptId(e.task(), e.ended().number()));
        }
        if (e.charge() == Event.Charge.RECOVERY) {
            assertThat(before.hasRecovery()).as("%s has a recovery", before).isTrue();
            saw("recovery after " + (e.ended() == null ? "nothing" : e.ended().outcome()));
            starts.recovering(before.attempt());
            assertThat(isTriedOut(e.ended() == null ? Outcome.LOST : e.ended().outcome(), before))
                    .as("%s was tried to its end", before)
                    .isTrue();
        }
    }

    private boolean isTriedOut(Outcome last, OpenTask task) {
        OpenState state = task.state();
        TaskOptions options = task.current().options();
        return switch (last) {
            case SUCCEEDED, ABORTED -> false;
            case TIMED_OUT -> true;
            case FAILED -> state.losses() >= limit || state.retriesUsed() == options.retries();
            case REJECTED -> state.losses() >= limit;
            case LOST -> state.losses() >= limit - 1 || options.atMostOnce();
        };
    }

    private void assigned(Event.Assigned e, OpenTask before) {
        assertThat(e.attempt().number())
                .as("numbers only grow")
                .isEqualTo(before.state().attempt() + 1);
        assertThat(before.isQueued() && !before.state().abort())
                .as("%s was queued", before)
                .isTrue();
        starts.assigned(e.attempt(), before.current());
        blame.assigned(before);
        everOn.computeIfAbsent(before.id(), id -> new HashSet<>()).add(e.instance());
    }

    private void losses(OpenTask task) {
        Set<String> deaths = new HashSet<>(everOn.get(task.id()));
        deaths.retainAll(dead);
        assertThat(task.state().losses())
                .as("losses of task %s, of whose engines died %s", task.id(), deaths)
                .isLessThanOrEqualTo(deaths.size());
    }

    private void finished(FinishedTask result, OpenTask before) {
        assertThat(before).as("task %s was open", result.taskId()).isNotNull();
        saw(result.state());
        OpenState state = before.state();
        // What is given back unstarted leaves no trace, also when there may be no other attempt.
        if (state.held() != null && state.losses() < limit) {
            assertThat(result.attempts().get(result.attempts().size() - 1).number())
                    .as("the current attempt")
                    .isEqualTo(state.attempt());
        }
        assertThat(state.abort() && result.state() != TaskState.ABORTED)
                .as("another end than the abort that was asked for")
                .isFalse();
        assertThat(result.state() == TaskState.ABORTED && state.held() != null && !state.abort())
                .as("an abort nobody asked for")
                .isFalse();
        ResultBody body = TestTasks.body(result);
        if (!body.stdout().isEmpty()) {
            assertThat(body.stdout())
                    .isEqualTo(ModelEngine.stamp(before.attempt(), state.held().instance()));
        }
        if (body.failure() != null) {
            saw(body.failure().kind());
        }
        if (result.state() == TaskState.FAILED) {
            failed(result, before);
        }
    }

    private void failed(FinishedTask result, OpenTask before) {
        OpenState state = before.state();
        assertThat(before.hasRecovery()).as("%s had a recovery left", before).isFalse();
        boolean spent = state.losses() >= limit;
        if (TestTasks.body(result).failure().kind() == Failure.Kind.ENGINE_LOST) {
            assertThat(before.current().options().atMostOnce() || state.losses() >= limit - 1)
                    .as("a reason to give up %s", before)
                    .isTrue();
        } else {
            assertThat(spent
                            || state.retriesUsed() == before.current().options().retries())
                    .as("all retries of %s were used", before)
                    .isTrue();
        }
    }

    /** All that was decided is committed, or the ledger was rebuilt just now. */
    void sameAsRows(Ledger ledger, Rows rows) {
        assertThat(new ArrayList<>(ledger.open()))
                .as("open tasks and rows")
                .isEqualTo(new ArrayList<>(rows.open.values()));
        rows.held.forEach((instance, line) -> assertThat(ledger.heldBy(instance))
                .as("the line of %s", instance)
                .isEqualTo(line.stream().map(Holding::task).toList()));
        assertThat(ledger.nextTask()).isEqualTo(rows.nextTask());
        assertThat(ledger.counts()).isEqualTo(rows.snapshot().counts());
        assertThat((long) rows.open.size() + rows.finished.size())
                .as("open and finished")
                .isEqualTo(rows.nextTask());
        for (long id = 0; id < rows.nextTask(); id++) {
            FinishedTask end = rows.isRemoved(id) ? null : rows.finished.get(id);
            OpenTask open = rows.open.get(id);
            byte none = TaskState.NO_CODE;
            byte code = end != null
                    ? end.state().code()
                    : open != null ? open.state().state().code() : none;
            if (ledger.stateOf(id) != code) {
                throw new AssertionError("state of task " + id + ": " + ledger.stateOf(id) + ", not " + code);
            }
        }
        assertThat(rows.open.keySet().stream().anyMatch(rows.finished::containsKey))
                .as("a task both open and finished")
                .isFalse();
    }

    void afterStep(Ledger ledger, Set<String> owners) {
        Counts recount = Counts.NONE;
        for (TaskState state : ended.values()) {
            recount = recount.plus(state, 1);
        }
        Map<String, Set<Long>> held = new HashMap<>();
        for (OpenTask task : ledger.open()) {
            recount = recount.plus(task.state().state(), 1);
            stateOf(task, owners);
            if (task.state().held() != null) {
                held.computeIfAbsent(task.state().held().instance(), i -> new HashSet<>())
                        .add(task.id());
            }
        }
        assertThat(ledger.counts()).as("recount").isEqualTo(recount);
        assertThat(recount.status().total()).isEqualTo(ledger.nextTask() - removed);
        for (String instance : owners) {
            List<Long> line = ledger.heldBy(instance);
            Set<Long> tasks = held.getOrDefault(instance, Set.of());
            if (line.size() != tasks.size() || !tasks.containsAll(line)) {
                throw new AssertionError("the line of " + instance + " is " + line + ", and it holds " + tasks);
            }
            order.check(instance, line.stream().map(ledger::find).toList());
        }
    }

    private void stateOf(OpenTask task, Set<String> owners) {
        OpenState state = task.state();
        boolean held = state.held() != null;
        boolean onEngine = state.state() == TaskState.ASSIGNED || state.state() == TaskState.RUNNING;
        boolean waits = !held || state.suspended();
        boolean sound = held == onEngine
                && (held || state.state() == TaskState.QUEUED)
                && (!state.suspended()
                        || held && !state.abort() && !task.current().options().atMostOnce())
                && (!state.abort() || held)
                && (!waits || state.losses() < limit)
                && state.retriesUsed() <= task.current().options().retries()
                && task.isQueued() == waits;
        if (!sound || (!waits && !owners.contains(state.held().instance()))) {
            throw new AssertionError((sound ? "nobody will end " : "not a state: ") + task);
        }
    }

    void atTheEnd(Rows rows, List<ModelClient> clients) {
        assertThat(rows.open).isEmpty();
        for (long id = 0; id < rows.nextTask(); id++) {
            assertThat(rows.finished.get(id))
                    .as("result of task %s", id)
                    .isNotNull()
                    .extracting(FinishedTask::taskId)
                    .isEqualTo(id);
        }
        assertThat(new HashSet<>(idByKey.values()))
                .as("one id a key")
                .hasSize(idByKey.size())
                .hasSize((int) rows.nextTask());
        for (ModelClient client : clients) {
            client.ids()
                    .forEach((key, id) -> assertThat(idByKey.get(client.session + ":" + key))
                            .as("id of key %s", key)
                            .isEqualTo(id));
            client.abortedTasks()
                    .forEach(id -> assertThat(rows.finished.get(id).state())
                            .as("task %s", id)
                            .isEqualTo(TaskState.ABORTED));
        }
    }

    String story() {
        StringBuilder story = new StringBuilder();
        latest.forEach(pair ->
                story.append("\n  ").append(pair.get(0)).append("\n    -> ").append(pair.get(1)));
        return story.toString();
    }
}
