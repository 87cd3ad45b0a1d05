package io.stoker.wire;

import akka.actor.typed.ActorRef;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.stoker.task.Attempt;
import io.stoker.task.EngineInfo;
import io.stoker.task.EventId;
import io.stoker.task.EventPage;
import io.stoker.task.FinishedTask;
import io.stoker.task.QueueStatus;
import io.stoker.task.RunningAttempt;
import io.stoker.task.StoredTasks;
import io.stoker.task.TaskPage;
import io.stoker.task.TaskProgress;
import io.stoker.task.TaskState;
import io.stoker.task.TaskSummary;
import io.stoker.task.Utf8;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The messages of the controller to a client, which come by its channel. */
public sealed interface ToClient extends WireMessage {

    /** The tasks under {@code firstKey}, {@code firstKey + 1}… are accepted, and have these ids. */
    record Accepted(long firstKey, long[] ids) implements ToClient {
        @Override
        public long size() {
            return SMALL + (long) Long.BYTES * ids.length;
        }

        @Override
        public @Nullable String flaw() {
            return Flaws.outOfRange(f -> f.keys("firstKey", firstKey, ids.length));
        }
    }

    /**
     * Nothing of a command was done.
     *
     * @param count how many keys it had
     * @param reason the kind of refusal, for programs
     * @param retryable whether the same may succeed later, under the same keys
     */
    record Refused(long firstKey, int count, Reason reason, boolean retryable, String message) implements ToClient {
        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.atLeast("count", count, 0).keys("firstKey", firstKey, count));
        }
    }

    /** Why a command was refused. */
    enum Reason {
        UNKNOWN_TASK,
        ALREADY_COMPLETED,
        ALREADY_ABORTED,
        PINNED,
        KEY_REUSED,
        MISSING_VALUE,
        LEDGER_FULL,
        LOOK_AGAIN,
        LEDGER_UNAVAILABLE,
        BROKEN_COMMAND
    }

    /** The abort under this key is done, or will be as soon as the engine answers. */
    record Aborting(long key) implements ToClient {}

    /**
     * The clear under this key is done.
     *
     * @param count how many results were removed
     * @param missing what was asked for and not found, as first and last ids, alternating; the first thousand of these
     */
    record Cleared(long key, long count, long[] missing) implements ToClient {
        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.ranges("missing", missing));
        }
    }

    /**
     * The pin or unpin under this key is done.
     *
     * @param count how many of the tasks are there
     * @param missing what was asked for and not found, as first and last ids, alternating; the first thousand of these
     */
    record Pinned(long key, long count, long[] missing) implements ToClient {
        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.ranges("missing", missing));
        }
    }

    /**
     * An engine lacks code that a function of the client needs; answered with {@link ToController.CodeAnswer}. It may
     * come again before and after it was answered.
     *
     * @param question as in {@link ToController.AskCode}, with the space and the entry
     * @param engine the instance of the engine that asks
     */
    record AskCode(UUID question, String engine, UUID space, String entry) implements ToClient {
        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.name("engine", engine).entry("entry", entry));
        }
    }

    /** Answers a question. */
    sealed interface Answering extends ToClient {
        long request();
    }

    /** Whether something was handed out. */
    record Spun(long request, boolean scheduled) implements Answering {}

    /**
     * Results that were asked for.
     *
     * @param brief results without values and output, for those who want no more
     * @param unknown ids among those asked for that no task has, or none any more
     */
    record Results(List<FinishedTask> tasks, List<FinishedTask> brief, List<Unknown> unknown) implements ToClient {
        @Override
        public @Nullable String flaw() {
            return null;
        }

        @Override
        public long size() {
            return SMALL
                    + tasks.stream().mapToLong(FinishedTask::size).sum()
                    + brief.stream().mapToLong(FinishedTask::size).sum()
                    + unknown.stream().mapToLong(Unknown::size).sum();
        }
    }

    /**
     * No task has an id from {@code first} to {@code last}.
     *
     * @param note why it has none, or none any more; of a single id if it is one
     */
    record Unknown(long first, long last, String note) {
        long size() {
            return 24 + Utf8.length(note);
        }
    }

    /** The ends of these tasks are not told, as they were not {@linkplain ToController.Watch asked for} well. */
    record NotWatched(long[] ranges, boolean brief, String reason) implements ToClient {
        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.ranges("ranges", ranges));
        }
    }

    /**
     * A task's state.
     *
     * @param state null if no task has this id
     * @param finished its result if it has ended
     * @param note why it stands where it does, for people
     * @param progress how far it has come, if it runs and has told that
     * @param underway what has become of it so far; null if it has ended, or there is none
     */
    record TaskAnswer(
            long request,
            @Nullable TaskState state,
            @Nullable FinishedTask finished,
            String note,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            TaskProgress progress,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Underway underway)
            implements Answering {
        /** Of a task of which no more is known. */
        public TaskAnswer(
                long request,
                @Nullable TaskState state,
                @Nullable FinishedTask finished,
                String note,
                @Nullable TaskProgress progress) {
            this(request, state, finished, note, progress, null);
        }

        /** Of a task that does not run. */
        public static TaskAnswer still(
                long request, @Nullable TaskState state, @Nullable FinishedTask finished, String note) {
            return new TaskAnswer(request, state, finished, note, null);
        }
    }

    /**
     * Why a task stands where it does.
     *
     * @param at when that was so, in epoch milliseconds
     * @param state null if the task was removed, or the controller cannot say it for the moment
     * @param why the reasons, each in a line
     * @param submitted when the controller accepted the task, in epoch milliseconds; 0 where there is no state
     * @param attempts those that have ended, of a task that has not
     * @param running the attempt that an engine holds; null if none does
     * @param finished what the store has of the task; null if it has not ended
     */
    record Explained(
            long request,
            long at,
            @Nullable TaskState state,
            List<String> why,
            long submitted,
            List<Attempt> attempts,
            @Nullable RunningAttempt running,
            @Nullable FinishedTask finished)
            implements Answering {
        /** Of a task that has no state to tell, or none any more. */
        public static Explained without(long request, long at, String why) {
            return new Explained(request, at, null, List.of(why), 0, List.of(), null, null);
        }

        /** Of a task that has ended. */
        public static Explained ended(long request, long at, FinishedTask task) {
            return new Explained(request, at, task.state(), List.of(), task.submitted(), List.of(), null, task);
        }

        /** The same with this as the attempt that an engine holds. */
        public Explained with(RunningAttempt now) {
            return new Explained(request, at, state, why, submitted, attempts, now, finished);
        }
    }

    /**
     * What has become of an unfinished task.
     *
     * @param submitted when it was accepted, in epoch milliseconds
     * @param attempt the number of its current attempt; 0 if it has none
     * @param engineId the engine of that attempt; -1 if it has none
     * @param dispatched when that attempt was sent there, in epoch milliseconds; 0 if it has none
     * @param started when that attempt has started, in epoch milliseconds; 0 while that is not known
     * @param ended its attempts that have ended, oldest first
     */
    record Underway(long submitted, int attempt, int engineId, long dispatched, long started, List<Attempt> ended) {}

    /** A question that cannot be answered, however often it is asked. */
    record NoAnswer(long request, String reason) implements Answering {}

    /** The counts. */
    record StatusAnswer(long request, QueueStatus status, long nextTask) implements Answering {}

    /**
     * What is known of a key by which a task is submitted once.
     *
     * @param task its id; {@link #NONE} if nothing was submitted under the key, or too long ago
     * @param isOther whether something else was
     */
    record OnceAnswer(long request, long task, boolean isOther) implements Answering {
        /** No task's id. */
        public static final long NONE = -1;

        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> f.atLeast("task", task, NONE));
        }
    }

    /** What a listing shows of a task; null if there is none, or none any more. */
    record SummaryAnswer(long request, @Nullable TaskSummary task) implements Answering {}

    /**
     * How the controller stands. Counts have in them what is decided and not durable yet, so that this is answered also
     * while the ledger hangs.
     *
     * @param epoch of its lease
     * @param address where engines and clients reach the controller, as {@code 127.0.0.1:10113}
     * @param kind of the ledger, as {@code sqlite}
     * @param place where the ledger is, for people
     * @param at when that was so, in epoch milliseconds
     * @param since when the controller began to serve, in epoch milliseconds
     * @param engines that are registered
     * @param silent how many of these are not heard of, and get no tasks
     * @param clients that have a session, but for the HTTP interface's own
     * @param commitMillis how long the commit under way has taken until now; 0 if there is none
     * @param trouble why the ledger takes no new tasks; empty if it does
     */
    record ControllerAnswer(
            long request,
            long epoch,
            String address,
            String kind,
            String place,
            long at,
            long since,
            QueueStatus tasks,
            int engines,
            int silent,
            int clients,
            long commitMillis,
            String trouble)
            implements Answering {}

    /** Some of the tasks that a query finds. */
    record PageAnswer(long request, TaskPage page) implements Answering {}

    /** The next events that a query finds; none if none came in time. */
    record EventsAnswer(long request, EventPage page) implements Answering {}

    /**
     * The events that were asked for are not there any more.
     *
     * @param reason for people
     * @param oldest behind this place stand all that there are
     */
    record EventsGone(long request, String reason, EventId oldest) implements Answering {}

    /** Tasks as they were submitted; of the first that were asked for only, where all are too many for a message. */
    record TasksAnswer(long request, StoredTasks tasks) implements Answering {}

    /** The codes of the states of the tasks from the one asked for on; shorter where no more tasks are. */
    record StatesAnswer(long request, byte[] states) implements Answering {}

    /**
     * Engines that are registered, ascending by their small ids.
     *
     * @param version another one for each change on the roster; never 0
     * @param next from where on to ask for the others; -1 if these are all
     */
    record EnginesAnswer(long request, long version, List<EngineInfo> engines, int next) implements Answering {}

    /**
     * An engine.
     *
     * @param direct who takes direct calls there; null if it is not registered
     * @param ticket with which the engine lets callers in; null if it is not registered
     * @param note what has become of it; empty if it is registered, or nothing is known of it
     */
    record EngineAnswer(
            long request,
            @Nullable ActorRef<ToDirect> direct,
            @Nullable Secret ticket,
            String note) implements Answering {}

    /** The controller is about to end, as it was asked to. */
    record Ending(long request) implements Answering {}
}
