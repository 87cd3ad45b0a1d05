package io.stoker.client;

import io.stoker.task.AlreadyAbortedException;
import io.stoker.task.AlreadyCompletedException;
import io.stoker.task.KeyReusedException;
import io.stoker.task.PinnedException;
import io.stoker.task.RefusedException;
import io.stoker.task.StokerException;
import io.stoker.task.TaskSpec;
import io.stoker.task.UnknownTaskException;
import io.stoker.wire.Batches;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands of one session that have not been answered. Each has a key; what is sent again goes under the same one,
 * so that doing it twice is doing it once. Thread-safe.
 */
final class Commands {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
    /** The most unanswered messages, which may be large. */
    private static final int WINDOW = 4;
    /** The same for aborts, which are small and many: each task that is aborted has a message of its own. */
    private static final int WINDOW_BEFORE_ABORT = 256;

    private static final long RETRY_NANOS = 200_000_000L;
    private static final long SAY_AFTER_NANOS = 5_000_000_000L;

    private final TreeMap<Long, Command> unanswered = new TreeMap<>();
    /** The messages that have not been answered, by their first key: how many keys each has. */
    private final TreeMap<Long, Integer> underWay = new TreeMap<>();
    /** Keys that followed the last one of a message: what is sent again is cut where it was, and answered alike. */
    private final TreeSet<Long> cuts = new TreeSet<>();

    private long nextKey = 1;
    private long nextUnsent = 1;
    private long retryAt;
    private boolean retryDue;
    /** Why the last command was refused for now; empty if it was not. */
    private String refusal = "";
    /** Why nobody serves for now; empty if somebody does. */
    private String absence = "";

    private long troubleSince;
    private boolean troubleSaid;

    private sealed interface Command {}

    private record Submit(TaskSpec spec, SubmissionFuture submission, int index, boolean alone) implements Command {
        /** Whether another one can stand in a message that begins with this, at this place. */
        boolean goesWith(Submit other, int place) {
            boolean isOnce = submission.once(0) != null || other.submission.once(0) != null;
            return (place == 0 || !(alone || other.alone))
                    && submission.wantsEnds() == other.submission.wantsEnds()
                    && submission.retriesSeen() == other.submission.retriesSeen()
                    && (!isOnce || (submission == other.submission && index + place == other.index));
        }
    }

    private record Abort(long task, boolean interrupt, AnswerFuture<Void> done) implements Command {}

    private record Clear(long[] ranges, AnswerFuture<ToClient.Cleared> done) implements Command {}

    private record Pin(long[] ranges, boolean pinned, AnswerFuture<ToClient.Pinned> done) implements Command {}

    AnswerFuture<long[]> submit(List<TaskSpec> specs) {
        SubmissionFuture submission = new SubmissionFuture(specs.size(), SubmissionFuture.Listener.NONE);
        submit(submission, 0, specs);
        return submission.future();
    }

    /** Submits those tasks of a run that begin with the one at index {@code from}. */
    void submit(SubmissionFuture submission, int from, List<TaskSpec> specs) {
        synchronized (this) {
            for (int i = 0; i < specs.size(); i++) {
                put(new Submit(specs.get(i), submission, from + i, false));
            }
        }
        submission.completeIfAnswered();
    }

    /**
     * Submits a task in a message of its own, as it may well be refused, and those that go with it are then as well.
     */
    synchronized void submitAlone(SubmissionFuture submission, TaskSpec spec) {
        put(new Submit(spec, submission, 0, true));
    }

    synchronized AnswerFuture<Void> abort(long task, boolean interrupt) {
        AnswerFuture<Void> done = new AnswerFuture<>();
        put(new Abort(task, interrupt, done));
        return done;
    }

    synchronized AnswerFuture<ToClient.Cleared> clear(long[] ranges) {
        AnswerFuture<ToClient.Cleared> done = new AnswerFuture<>();
        put(new Clear(ranges, done));
        return done;
    }

    synchronized AnswerFuture<ToClient.Pinned> pin(long[] ranges, boolean pinned) {
        AnswerFuture<ToClient.Pinned> done = new AnswerFuture<>();
        put(new Pin(ranges, pinned, done));
        return done;
    }

    private void put(Command command) {
        if (unanswered.isEmpty()) {
            refusal = ""; // of one that nobody waits for any more
        }
        answer(command).add(nextKey);
        unanswered.put(nextKey++, command);
    }

    /** Why the controller takes no commands for now, as the end of a sentence; empty if it does. */
    synchronized String trouble() {
        String trouble = absence.isEmpty() ? refusal : absence;
        return trouble.isEmpty() ? "" : ": the controller refuses commands for now, because " + trouble;
    }

    /** The controller has said why it does not serve. */
    synchronized void absent(String reason, long tick) {
        troubled(reason, tick);
        absence = reason;
    }

    /** A controller serves: what it refuses it says anew. */
    synchronized void served() {
        absence = "";
    }

    /** What lasts is said before anybody's time is up, for that may be long. */
    private void troubled(String reason, long tick) {
        if (absence.isEmpty() && refusal.isEmpty()) {
            troubleSince = tick;
            troubleSaid = false;
        } else if (!troubleSaid && tick - troubleSince > SAY_AFTER_NANOS) {
            troubleSaid = true;
            LOG.warn("the controller refuses commands for now; they are repeated until they time out: {}", reason);
        }
    }

    /** The next message to send, if the window allows one: a run of tasks, one abort, clear or pin. */
    synchronized ToController.@Nullable Keyed next(long tick) {
        Map.Entry<Long, Command> first = unanswered.ceilingEntry(nextUnsent);
        if (first == null || (retryDue && tick - retryAt < 0)) {
            return null;
        }
        if (underWay.size() >= (first.getValue() instanceof Abort ? WINDOW_BEFORE_ABORT : WINDOW)) {
            return null;
        }
        retryDue = false;
        long key = first.getKey();
        ToController.Keyed message = message(key, first.getValue());
        underWay.put(key, message.count());
        nextUnsent = key + message.count();
        cuts.headSet(unanswered.firstKey()).clear();
        cuts.add(nextUnsent);
        return message;
    }

    private ToController.Keyed message(long key, Command first) {
        if (first instanceof Abort abort) {
            return new ToController.Abort(acknowledged(), key, abort.task(), abort.interrupt());
        }
        if (first instanceof Pin pin) {
            return new ToController.Pin(acknowledged(), key, pin.ranges(), pin.pinned());
        }
        return first instanceof Clear clear
                ? new ToController.Clear(acknowledged(), key, clear.ranges())
                : submit(key, (Submit) first);
    }

    private ToController.Submit submit(long key, Submit first) {
        return new ToController.Submit(
                acknowledged(),
                key,
                first.submission().wantsEnds(),
                run(key, first),
                first.submission().once(first.index()),
                first.submission().retriesSeen());
    }

    /** The tasks under consecutive keys from this one on, as many as fit into a message. */
    private List<TaskSpec> run(long firstKey, Submit first) {
        List<TaskSpec> specs = new ArrayList<>();
        int bytes = 0;
        for (Map.Entry<Long, Command> entry : unanswered.tailMap(firstKey).entrySet()) {
            boolean follows = entry.getKey() == firstKey + specs.size() && entry.getValue() instanceof Submit;
            boolean cut = !specs.isEmpty() && cuts.contains(entry.getKey());
            if (!follows || cut) {
                break;
            }
            Submit submit = (Submit) entry.getValue();
            if (!first.goesWith(submit, specs.size())) {
                break;
            }
            TaskSpec spec = submit.spec();
            bytes += spec.size();
            if (!specs.isEmpty() && bytes > Batches.MAX_BYTES) {
                break;
            }
            specs.add(spec);
        }
        return specs;
    }

    private long acknowledged() {
        return unanswered.isEmpty() ? nextKey - 1 : unanswered.firstKey() - 1;
    }

    /** There is a new session, or all was refused for now: whatever was sent is to be sent again. */
    synchronized void sendAgain() {
        underWay.clear();
        nextUnsent = unanswered.isEmpty() ? nextKey : unanswered.firstKey();
    }

    void accepted(ToClient.Accepted answer) {
        Set<SubmissionFuture> complete = new HashSet<>();
        synchronized (this) {
            refusal = "";
            underWay.remove(answer.firstKey());
            for (int i = 0; i < answer.ids().length; i++) {
                if (unanswered.remove(answer.firstKey() + i) instanceof Submit submit) {
                    submit.submission().accepted(submit.index(), answer.ids()[i]);
                    complete.add(submit.submission());
                }
            }
        }
        complete.forEach(SubmissionFuture::completeIfAnswered);
    }

    void aborting(ToClient.Aborting answer) {
        if (answered(answer.key()) instanceof Abort abort) {
            abort.done().complete(null);
        }
    }

    void cleared(ToClient.Cleared answer) {
        if (answered(answer.key()) instanceof Clear clear) {
            clear.done().complete(answer);
        }
    }

    void pinned(ToClient.Pinned answer) {
        if (answered(answer.key()) instanceof Pin pin) {
            pin.done().complete(answer);
        }
    }

    private synchronized @Nullable Command answered(long key) {
        refusal = "";
        underWay.remove(key);
        return unanswered.remove(key);
    }

    void refused(ToClient.Refused refused, long tick) {
        Map<SubmissionFuture, List<Integer>> tasks = new LinkedHashMap<>();
        List<Command> others = new ArrayList<>();
        synchronized (this) {
            Integer sent = underWay.remove(refused.firstKey());
            if (refused.retryable()) {
                sendAgain();
                troubled(refused.message(), tick);
                refusal = refused.message();
                retryDue = true;
                retryAt = tick + RETRY_NANOS;
                return;
            }
            refusal = "";
            // What the controller cannot read it cannot count.
            int count = refused.count() == 0 && sent != null ? sent : refused.count();
            for (int i = 0; i < count; i++) {
                Command command = unanswered.remove(refused.firstKey() + i);
                if (command instanceof Submit submit) {
                    tasks.computeIfAbsent(submit.submission(), run -> new ArrayList<>())
                            .add(submit.index());
                } else if (command != null) {
                    others.add(command);
                }
            }
        }
        if (refused.reason() == ToClient.Reason.MISSING_VALUE) {
            tasks.forEach((run, indexes) -> run.lacking(indexes, refused.message()));
        } else {
            tasks.forEach((run, indexes) -> run.refused(indexes, refused.message(), refused.reason()));
        }
        others.forEach(command -> fail(command, exception(command, refused)));
    }

    /** Nobody waits for the answer any more. */
    synchronized void forget(AnswerFuture<?> answer) {
        if (answer.isDone() || answer.last() < answer.first()) {
            return; // it was answered, and nothing of it is left; or it was never asked for
        }
        unanswered.subMap(answer.first(), true, answer.last(), true).values().removeIf(one -> answer(one) == answer);
    }

    /** Fails all that waits. */
    void failAll(StokerException exception) {
        List<Command> all;
        synchronized (this) {
            all = List.copyOf(unanswered.values());
            unanswered.clear();
            sendAgain();
        }
        all.forEach(command -> fail(command, exception));
    }

    private static void fail(Command command, StokerException exception) {
        answer(command).completeExceptionally(exception);
    }

    private static AnswerFuture<?> answer(Command command) {
        if (command instanceof Submit submit) {
            return submit.submission().future();
        }
        if (command instanceof Pin pin) {
            return pin.done();
        }
        return command instanceof Abort abort ? abort.done() : ((Clear) command).done();
    }

    private static StokerException exception(Command command, ToClient.Refused refused) {
        return switch (refused.reason()) {
            case UNKNOWN_TASK ->
                new UnknownTaskException(command instanceof Abort abort ? abort.task() : -1, refused.message());
            case ALREADY_COMPLETED -> new AlreadyCompletedException(refused.message());
            case ALREADY_ABORTED -> new AlreadyAbortedException(refused.message());
            case PINNED -> new PinnedException(refused.message());
            case KEY_REUSED -> new KeyReusedException(refused.message());
            case MISSING_VALUE, LEDGER_FULL, LOOK_AGAIN, LEDGER_UNAVAILABLE, BROKEN_COMMAND ->
                new RefusedException(refused.message());
        };
    }
}
