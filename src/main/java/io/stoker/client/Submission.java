package io.stoker.client;

import io.stoker.task.Durations;
import io.stoker.task.InlineLimit;
import io.stoker.task.RefusedException;
import io.stoker.task.StoredValue;
import io.stoker.task.Task;
import io.stoker.task.TaskSpec;
import io.stoker.wire.values.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tasks on their way into the ledger. They go in order, in pieces that begin with a task that has large values: these
 * are brought to the store first. The next values are brought while the tasks before them are being accepted.
 *
 * <p>Of a function's classes the store has most from an earlier session. A single task that needs no more than these is
 * submitted at once, which asks the store for them: they are brought if it refuses the task because it lacks them.
 */
final class Submission {
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);
    /**
     * So often a task that needs values goes again when the store lacks some: once for its own, and otherwise for those
     * of tasks that travelled with it.
     */
    private static final int MOST_AGAIN = 3;

    private final ClientSession clientSession;
    private final Backlog backlog;
    private final Supplier<Patience> patience;
    private final List<OutboundTask> tasks;
    private final SubmissionFuture submission;
    private final CompletableFuture<Void> stored;
    private final AtomicLong bytes = new AtomicLong();
    private final List<CompletableFuture<Void>> uploads = new ArrayList<>();
    /** How often a task was submitted because the store had lost values, by its index. */
    private final Map<Integer, Integer> again = new HashMap<>();
    /** How many tasks need not wait for values any more. */
    private int sent;

    private boolean forgotten;
    /** To be told whether the store has the classes of the task that asks for them; null if none does. */
    private volatile @Nullable CompletableFuture<Boolean> asked;

    /**
     * Begins to send tasks.
     *
     * @param backlog holds them until they are accepted or nobody waits for that
     * @param patience how long each of their values may stand still on its way
     * @throws io.stoker.task.ValueTooLargeException if one of them is too large; then nothing is sent
     */
    Submission(
            ClientSession clientSession,
            Backlog backlog,
            List<Task> tasks,
            InlineLimit limit,
            Supplier<Patience> patience) {
        this(clientSession, backlog, tasks, limit, patience, SubmissionFuture.Listener.NONE, Terms.NONE);
    }

    /**
     * As the other one.
     *
     * @param listener hears of each task when its id is known, and that its end will be told
     */
    Submission(
            ClientSession clientSession,
            Backlog backlog,
            List<Task> tasks,
            InlineLimit limit,
            Supplier<Patience> patience,
            SubmissionFuture.Listener listener) {
        this(clientSession, backlog, tasks, limit, patience, listener, Terms.NONE);
    }

    /**
     * As the others.
     *
     * @param terms under which they are accepted
     */
    Submission(
            ClientSession clientSession,
            Backlog backlog,
            List<Task> tasks,
            InlineLimit limit,
            Supplier<Patience> patience,
            SubmissionFuture.Listener listener,
            Terms terms) {
        this(clientSession, backlog, packed(clientSession, tasks, limit, terms.once()), patience, listener, terms);
    }

    private Submission(
            ClientSession clientSession,
            Backlog backlog,
            List<OutboundTask> tasks,
            Supplier<Patience> patience,
            SubmissionFuture.Listener listener,
            Terms terms) {
        this.clientSession = clientSession;
        this.backlog = backlog;
        this.patience = patience;
        this.tasks = tasks;
        submission = new SubmissionFuture(tasks.size(), listener, this::lacking, terms);
        clientSession.tally().submitted(tasks.size());
        bytes.set(this.tasks.stream().mapToLong(OutboundTask::bytes).sum());
        backlog.add(bytes.get());
        var unused = submission.future().whenComplete((ids, failure) -> offTheBacklog());
        stored = terms.once() == null && asks() ? DONE : begin();
    }

    /** Sends tasks as the ledger has them: their values have been brought to the store before. */
    static Submission again(
            ClientSession clientSession,
            Backlog backlog,
            List<TaskSpec> specs,
            Supplier<Patience> patience,
            Terms terms) {
        List<OutboundTask> tasks = specs.stream()
                .map(spec -> new OutboundTask(spec, Map.of(), List.of(), Map.of()))
                .toList();
        return new Submission(clientSession, backlog, tasks, patience, SubmissionFuture.Listener.NONE, terms);
    }

    private static List<OutboundTask> packed(
            ClientSession clientSession, List<Task> tasks, InlineLimit limit, @Nullable UUID once) {
        TaskPacker packer = new TaskPacker(
                limit, clientSession.functions(), once == null ? StoredValue::of : bytes -> OnceId.value(once, bytes));
        return tasks.stream().map(packer::pack).toList();
    }

    /** Submits the task to ask the store for its classes; false if it is not such a task. */
    private boolean asks() {
        if (tasks.size() != 1 || !tasks.get(0).needsClassesOnly()) {
            return false;
        }
        CompletableFuture<Boolean> answer =
                clientSession.functions().ask(tasks.get(0).toBring(), patience);
        if (answer == null) {
            return false;
        }
        asked = answer;
        var unused = submission.future().whenComplete((ids, failure) -> answer.complete(failure == null));
        synchronized (this) {
            sent = 1;
            clientSession.commands().submitAlone(submission, tasks.get(0).spec());
        }
        clientSession.wake();
        return true;
    }

    private CompletableFuture<Void> begin() {
        int from = 0;
        if (tasks.isEmpty() || tasks.get(0).isReady()) {
            from = end(0);
            submit(0, from);
        }
        if (from == tasks.size()) {
            return DONE;
        }
        CompletableFuture<Void> line = DONE;
        while (from < tasks.size()) {
            int begin = from;
            int end = end(from);
            line = line.thenCompose(done -> bring(begin)).thenRun(() -> submit(begin, end));
            from = end;
        }
        return line.exceptionally(this::failed);
    }

    /** Where the next piece begins. */
    private int end(int from) {
        int end = Math.min(from + 1, tasks.size());
        while (end < tasks.size() && tasks.get(end).isReady()) {
            end++;
        }
        return end;
    }

    private synchronized CompletableFuture<Void> bring(int index) {
        if (forgotten) {
            return DONE;
        }
        OutboundTask task = tasks.get(index);
        return bring(task.values(), task.toBring());
    }

    private synchronized CompletableFuture<Void> bring(
            Map<StoredValue, byte[]> values, Map<StoredValue, byte[]> bundles) {
        List<CompletableFuture<Void>> mine = new ArrayList<>();
        values.forEach((value, bytes) -> mine.add(clientSession.values().bring(value, bytes, patience.get())));
        mine.addAll(clientSession.functions().bring(bundles, patience));
        uploads.removeIf(CompletableFuture::isDone);
        uploads.addAll(mine);
        return CompletableFuture.allOf(mine.toArray(CompletableFuture<?>[]::new));
    }

    /**
     * The store has lost values since they were brought, or of tasks that travelled with these: all is brought again.
     */
    private void lacking(List<Integer> indexes, String reason) {
        CompletableFuture<Boolean> answer = asked;
        if (answer != null) {
            answer.complete(false); // has the classes brought, also for others who need them
        }
        List<Integer> over = new ArrayList<>();
        List<Integer> repeated = new ArrayList<>();
        List<CompletableFuture<Void>> brought = new ArrayList<>();
        synchronized (this) {
            indexes.forEach(index -> (mayGoAgain(index) ? repeated : over).add(index));
            Functions functions = clientSession.functions();
            repeated.forEach(index -> functions.lost(tasks.get(index).bundles()));
            for (int index : repeated) {
                OutboundTask task = tasks.get(index);
                brought.add(bring(task.values(), functions.toBring(task.bundles())));
            }
        }
        submission.refused(over, reason);
        var unused = CompletableFuture.allOf(brought.toArray(CompletableFuture<?>[]::new))
                .thenRun(() -> repeated.forEach(index -> submit(index, index + 1)))
                .exceptionally(failure -> failed(failure, repeated));
    }

    private boolean mayGoAgain(int index) {
        return !forgotten
                && (tasks.get(index).spec().stored().isEmpty() || again.merge(index, 1, Integer::sum) <= MOST_AGAIN);
    }

    private void submit(int from, int to) {
        List<TaskSpec> specs =
                tasks.subList(from, to).stream().map(OutboundTask::spec).toList();
        synchronized (this) {
            if (forgotten) {
                return;
            }
            sent = Math.max(sent, to);
            // Here, so that who forgets this finds them among the commands.
            clientSession.commands().submit(submission, from, specs);
        }
        clientSession.wake();
    }

    /** Those that have been sent are in the ledger or will be; the others are not, and never will be. */
    private @Nullable Void failed(Throwable failure) {
        int from;
        synchronized (this) {
            from = sent;
        }
        return failed(failure, IntStream.range(from, tasks.size()).boxed().toList());
    }

    private @Nullable Void failed(Throwable failure, List<Integer> indexes) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RefusedException refused) {
            submission.refused(indexes, String.valueOf(refused.getMessage()));
        } else {
            submission.future().completeExceptionally(cause);
        }
        return null;
    }

    /** Completes when no more values have to be brought to the store, for whatever reason. */
    CompletableFuture<Void> stored() {
        return stored;
    }

    /** The ids of the tasks, in their order. */
    CompletableFuture<long[]> ids() {
        return submission.future();
    }

    /** Says that not all tasks were accepted within this time, and what that means for them. */
    String late(Duration asked) {
        int submitted;
        synchronized (this) {
            submitted = sent;
        }
        int count = tasks.size();
        String all = count == 1 ? "the task" : "the " + count + " tasks";
        String within = " within " + Durations.text(asked);
        String what = submitted == count
                ? (count == 1 ? "the task was not accepted" : "not all of " + all + " were accepted") + within + "; "
                        + (count == 1 ? "it" : "they") + " may or may not be in the ledger"
                : "large values of " + all + " were not brought to the store" + within + "; "
                        + submittedOnly(submitted);
        return what + clientSession.commands().trouble();
    }

    private static String submittedOnly(int count) {
        return switch (count) {
            case 0 -> "nothing was submitted";
            case 1 -> "only the first task was submitted, and may or may not be in the ledger";
            default -> "only the first " + count + " tasks were submitted, and may or may not be in the ledger";
        };
    }

    private void offTheBacklog() {
        backlog.remove(bytes.getAndSet(0));
    }

    /** Nobody waits for the answer any more: what hangs on it ends with it. */
    void forget() {
        List<CompletableFuture<Void>> cancelled;
        synchronized (this) {
            forgotten = true;
            cancelled = List.copyOf(uploads);
        }
        clientSession.commands().forget(submission.future());
        cancelled.forEach(upload -> upload.cancel(false));
        submission.future().cancel(false);
        offTheBacklog();
    }
}
