package io.stoker.ledger;

import io.stoker.task.Attempt;
import io.stoker.task.EventBody;
import io.stoker.task.EventKind;
import io.stoker.task.EventWriter;
import io.stoker.task.FinishedTask;
import io.stoker.task.Outcome;
import io.stoker.task.TaskSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says in the form in which events are kept and told what of a commit is of interest to others. Not thread-safe:
 * whoever writes one commit after the other has one of these, whose memory is used again.
 */
public final class Happenings {
    /** In more runs than that, ids are not told one by one. */
    private static final int MOST_RUNS = 100;

    private final EventWriter writer = new EventWriter();

    /**
     * The events of a commit.
     *
     * @param at when that was, in epoch milliseconds
     * @return null if there are none
     */
    public @Nullable EventBody of(long commit, long at, List<Happening> all) {
        if (all.isEmpty()) {
            return null;
        }
        writer.clear();
        for (Happening one : all) {
            write(one);
        }
        return writer.isEmpty() ? null : writer.body(commit, at);
    }

    /** Whether there is something to be told of this event. */
    static boolean tells(Event event) {
        return event instanceof Event.OfTask
                ? !(event instanceof Event.LossConfirmed || event instanceof Event.Forgotten)
                : event instanceof Event.Accepted
                        || event instanceof Event.Finished
                        || (event instanceof Event.Removed removed
                                && !removed.tasks().isEmpty())
                        || (event instanceof Event.Pinned pinned
                                && !pinned.tasks().isEmpty())
                        || event instanceof Event.EngineChanged;
    }

    private void write(Happening happening) {
        if (happening.event() instanceof Event.OfTask e) {
            write(e, Objects.requireNonNull(happening.before()));
        } else if (happening.event() instanceof Event.Finished e) {
            write(e, Objects.requireNonNull(happening.before()));
        } else if (happening.event() instanceof Event.Accepted e) {
            long id = e.firstTask();
            for (TaskSpec spec : e.specs()) {
                writer.task(EventKind.ACCEPTED, spec.options().labels(), id++, 0, -1, null);
            }
        } else if (happening.event() instanceof Event.Removed e) {
            write(EventKind.REMOVED, e.tasks());
        } else if (happening.event() instanceof Event.Pinned e) {
            write(e.pinned() ? EventKind.PINNED : EventKind.UNPINNED, e.tasks());
        } else if (happening.event() instanceof Event.EngineChanged e) {
            writer.engine(e.kind(), e.engineId(), e.instance(), e.reason());
        }
    }

    private void write(Event.OfTask event, OpenTask before) {
        OpenState.Held held = before.state().held();
        int attempt = held == null ? 0 : before.state().attempt();
        int engine = held == null ? -1 : held.engineId();
        if (event instanceof Event.Assigned e) {
            write(EventKind.DISPATCHED, before, e.attempt().number(), e.engineId(), null);
        } else if (event instanceof Event.Started) {
            write(EventKind.STARTED, before, attempt, engine, null);
        } else if (event instanceof Event.Suspended) {
            write(EventKind.SUSPENDED, before, attempt, engine, null);
        } else if (event instanceof Event.Resumed) {
            write(EventKind.RESUMED, before, attempt, engine, null);
        } else if (event instanceof Event.AbortRequested) {
            write(EventKind.ABORT_REQUESTED, before, attempt, engine, null);
        } else if (event instanceof Event.Requeued e) {
            Attempt ended = e.ended();
            write(kind(e), before, attempt, engine, ended == null ? null : ended.evidence());
        }
    }

    private static EventKind kind(Event.Requeued e) {
        if (e.charge() == Event.Charge.RECOVERY) {
            return EventKind.RECOVERED;
        } else if (e.ended() == null) {
            return EventKind.RETURNED;
        } else if (e.ended().outcome() == Outcome.LOST) {
            return EventKind.LOST;
        }
        return e.ended().outcome() == Outcome.REJECTED ? EventKind.REJECTED : EventKind.RETRIED;
    }

    private void write(EventKind kind, OpenTask task, int attempt, int engine, @Nullable String reason) {
        writer.task(kind, labels(task), task.id(), attempt, engine, reason);
    }

    private void write(Event.Finished event, OpenTask before) {
        FinishedTask end = event.task();
        List<Attempt> attempts = end.attempts();
        int last = attempts.isEmpty() ? 0 : attempts.get(attempts.size() - 1).number();
        writer.ended(labels(before), end.taskId(), last, end.engineId(), end.state(), event.error());
    }

    private static Map<String, String> labels(OpenTask task) {
        return task.spec().options().labels();
    }

    private void write(EventKind kind, IdSet tasks) {
        int[] runs = {0};
        long[] ends = {-1, -1};
        tasks.forEachRun((first, last) -> {
            ends[0] = runs[0]++ == 0 ? first : ends[0];
            ends[1] = last;
        });
        if (runs[0] > MOST_RUNS) {
            writer.tasks(kind, ends[0], ends[1], tasks.count());
        } else {
            tasks.forEachRun((first, last) -> writer.tasks(kind, first, last, last - first + 1));
        }
    }
}
