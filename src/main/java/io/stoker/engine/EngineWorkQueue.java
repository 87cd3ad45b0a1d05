package io.stoker.engine;

import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import io.stoker.wire.HeldAttempts;
import io.stoker.wire.ToController.AttemptReport;
import io.stoker.wire.ToEngine.Assignment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an engine holds: direct calls and attempts that wait, what runs, and the reports that the controller has not
 * acknowledged. Calls come first: while one waits or runs, attempts that have not started are given back. Shared by the
 * task thread and the actors of the day; all methods are short, and none waits but {@link #next}.
 */
final class EngineWorkQueue {
    private static final int MOST_UNACKNOWLEDGED = 1_000;
    private static final long MOST_UNACKNOWLEDGED_BYTES = 16L * 1024 * 1024;
    private static final int MOST_REMEMBERED = 10_000;
    /** How much of what waits is told to people: an answer is one message. */
    private static final int MOST_SHOWN = 1_000;

    /** So long, in run time, the reports of attempts may wait for those of others. */
    private static final long GATHER_NANOS = 2_000_000;
    /** One that took longer is reported at once: what waits for it may be worth more than a message. */
    private static final long SHORT_NANOS = 1_000_000;

    private static final int GATHER_MOST = 32;

    private static final AttemptId NOBODYS = new AttemptId(-1, 0);

    private final ArrayDeque<Incoming> calls = new ArrayDeque<>();
    private @Nullable Incoming calling;
    /** Whether attempts were given back for the sake of calls that wait or run. */
    private boolean givesWay;
    /** Whether attempts are given back, whoever waits or not. */
    private boolean draining;

    private final LinkedHashMap<AttemptId, Assignment> queue = new LinkedHashMap<>();
    private final Map<AttemptId, AttemptReport> unacknowledged = new LinkedHashMap<>();
    private final Set<AttemptId> unsent = new LinkedHashSet<>();
    private final Set<AttemptId> done = new LinkedHashSet<>();
    private @Nullable Assignment taken;
    private @Nullable Next next;
    private @Nullable AttemptId running;
    private boolean startUnsent;
    private boolean runningDropped;
    private long unacknowledgedBytes;
    /** How long the attempts ran whose reports were not taken since. */
    private long gathered;

    private Runnable bell = () -> {};

    /** The attempt for which the task thread makes ready. */
    private record Next(Assignment assignment, Consumer<Assignment> takenAway) {}

    /** Rung, from any thread, when there is news for the controller. The one before is forgotten. */
    synchronized void onNews(Runnable ring) {
        bell = ring;
    }

    /** There is news that this does not know of itself. */
    void wake() {
        Runnable ring;
        synchronized (this) {
            ring = bell;
        }
        ring.run();
    }

    /** Takes an assignment in, unless it is known: then it was sent twice. */
    synchronized void add(Assignment assignment) {
        AttemptId attempt = assignment.attempt();
        boolean known = attempt.equals(running)
                || unacknowledged.containsKey(attempt)
                || done.contains(attempt)
                || queue.containsKey(attempt);
        if (!known) {
            queue.put(attempt, assignment);
            giveWay();
            notifyAll();
        }
    }

    /** Takes a direct call in. */
    void add(Incoming call) {
        synchronized (this) {
            calls.add(call);
            giveWay();
            notifyAll();
        }
        wake();
    }

    /** Whoever waits behind a direct call could be run elsewhere. */
    private void giveWay() {
        if ((isCalled() || draining) && !queue.isEmpty()) {
            givesWay |= isCalled();
            List.copyOf(queue.keySet()).forEach(this::revoke);
        }
    }

    /** Starts no attempt from now on, and gives back those that have not started; or takes attempts again. */
    void drain(boolean now) {
        synchronized (this) {
            draining = now;
            giveWay();
        }
        wake();
    }

    /** Whether nothing runs or waits, and the controller knows all outcomes. */
    synchronized boolean isIdle() {
        return !isCalled() && !isBusy() && unacknowledged.isEmpty();
    }

    /** Whether a direct call waits or runs. */
    synchronized boolean isCalled() {
        return calling != null || !calls.isEmpty();
    }

    /** Whether the engine wants no attempts, as it would give them back. */
    synchronized boolean givesWayToCalls() {
        return givesWay;
    }

    /** The direct call has been done. */
    void called() {
        boolean news;
        synchronized (this) {
            calling = null;
            news = endGivingWay();
        }
        if (news) {
            wake();
        }
    }

    /** Takes these calls out of the queue, if they wait. */
    List<Incoming> removeCalls(Predicate<Incoming> which) {
        List<Incoming> removed;
        boolean news;
        synchronized (this) {
            removed = calls.stream().filter(which).toList();
            calls.removeIf(which);
            news = endGivingWay();
        }
        if (news) {
            wake();
        }
        return removed;
    }

    /** Whether the engine wants attempts again. */
    private boolean endGivingWay() {
        boolean ends = givesWay && !isCalled();
        givesWay = givesWay && !ends;
        return ends;
    }

    /**
     * What waits and what runs, for people.
     *
     * @param queue the calls that wait, in order, and the tasks behind them
     * @param pending what runs; empty for nothing
     */
    record Status(List<String> queue, String pending) {}

    synchronized Status status() {
        List<String> waiting = new ArrayList<>();
        calls.stream().limit(MOST_SHOWN).forEach(call -> waiting.add(call.call().describe()));
        queue.keySet().stream()
                .limit(MOST_SHOWN - waiting.size())
                .forEach(attempt -> waiting.add("task " + attempt.task()));
        int more = calls.size() + queue.size() - waiting.size();
        if (more > 0) {
            waiting.add("and " + more + " more");
        }
        Incoming now = calling;
        String task = running == null ? "" : "task " + running.task();
        return new Status(waiting, now == null ? task : now.call().describe());
    }

    /**
     * A direct call, or the next attempt to run, which has not started: it may be taken away until {@link #start}.
     * Waits for one, and with attempts for the controller to keep up with the reports.
     *
     * @param takenAway told, by any thread, of the attempt if that is taken away
     */
    synchronized Work next(Consumer<Assignment> takenAway) throws InterruptedException {
        while (calls.isEmpty() && !hasAttempt()) {
            wait();
        }
        if (!calls.isEmpty()) {
            calling = calls.remove();
            return new Work.Direct(calling);
        }
        Assignment first = queue.values().iterator().next();
        next = new Next(first, takenAway);
        return new Work.Attempt(first);
    }

    private boolean hasAttempt() {
        return !queue.isEmpty()
                && unacknowledged.size() < MOST_UNACKNOWLEDGED
                && unacknowledgedBytes < MOST_UNACKNOWLEDGED_BYTES;
    }

    /** The attempt counts as started from now on; false if it was taken away. */
    synchronized boolean start(AttemptId attempt) {
        if (next == null || !next.assignment().attempt().equals(attempt)) {
            return false;
        }
        next = null;
        taken = queue.remove(attempt);
        running = attempt;
        runningDropped = false;
        startUnsent = true;
        return true;
    }

    private boolean takeAway(AttemptId attempt) {
        if (next != null && next.assignment().attempt().equals(attempt)) {
            next.takenAway().accept(next.assignment());
            next = null;
        }
        return queue.remove(attempt) != null;
    }

    /**
     * The running attempt has ended. If it was forgotten meanwhile, nobody hears of it. The reports of short attempts
     * gather while others follow: a message for each would take longer than the attempts. What follows may take long,
     * but whoever tells the controller that it has started takes the reports along.
     */
    void ended(AttemptId attempt, AttemptResult result) {
        boolean news;
        synchronized (this) {
            boolean nobodys = NOBODYS.equals(running);
            running = null;
            taken = null;
            if (!runningDropped) {
                report(new AttemptReport(attempt, result));
            } else if (!nobodys) {
                remember(attempt);
            }
            gathered += result.nanos();
            boolean mayWait = result.nanos() < SHORT_NANOS && gathered < GATHER_NANOS && unsent.size() < GATHER_MOST;
            boolean othersFollow = calls.isEmpty() && hasAttempt();
            news = !mayWait || !othersFollow;
        }
        if (news) {
            wake();
        }
    }

    /** Gives the attempt back if it waits. Of one that runs or has run there is a report anyway. */
    synchronized void revoke(AttemptId attempt) {
        if (takeAway(attempt)) {
            report(new AttemptReport(attempt, null));
        } else if (!attempt.equals(running) && !unacknowledged.containsKey(attempt) && !done.contains(attempt)) {
            // Never received: to answer is to free the task, and should it arrive after all, it is known as done.
            remember(attempt);
            report(new AttemptReport(attempt, null));
        }
    }

    /**
     * Forgets the attempt, whatever it is doing; nothing will be reported of it.
     *
     * @return what runs and has to be interrupted, as often as this is called; null if nothing has
     */
    synchronized @Nullable Assignment drop(AttemptId attempt) {
        if (takeAway(attempt)) {
            remember(attempt);
        }
        acknowledge(attempt);
        if (attempt.equals(running)) {
            runningDropped = true;
            return taken;
        }
        return null;
    }

    /** The attempt, if it is what runs. */
    synchronized @Nullable Assignment running(AttemptId attempt) {
        return attempt.equals(running) ? taken : null;
    }

    /**
     * Forgets everything, because the controller has another ledger, in which the same numbers mean other tasks. What
     * runs is shown as nobody's attempt until it has ended.
     *
     * @return what runs and has to be interrupted; null if nothing does
     */
    synchronized @Nullable Assignment dropAll() {
        if (next != null) {
            takeAway(next.assignment().attempt());
        }
        queue.clear();
        unacknowledged.clear();
        unsent.clear();
        unacknowledgedBytes = 0;
        done.clear();
        if (running != null) {
            runningDropped = true;
            running = NOBODYS;
        }
        notifyAll();
        return taken;
    }

    /** Whether something runs or waits to be run. */
    synchronized boolean isBusy() {
        return running != null || !queue.isEmpty();
    }

    /** The controller knows the outcome for good. */
    synchronized void acknowledge(AttemptId attempt) {
        AttemptReport report = unacknowledged.remove(attempt);
        if (report != null) {
            unsent.remove(attempt);
            unacknowledgedBytes -= report.size();
            remember(attempt);
            notifyAll();
        }
    }

    /** Reports that have not been sent, oldest first; they count as sent now. */
    synchronized List<AttemptReport> takeUnsent() {
        List<AttemptReport> reports = new ArrayList<>(unsent.size());
        unsent.forEach(attempt -> {
            AttemptReport report = unacknowledged.get(attempt);
            if (report != null) {
                reports.add(report);
            }
        });
        unsent.clear();
        gathered = 0;
        return reports;
    }

    /**
     * The attempt that has started since this was asked last, if it still runs. Those that have ended are reported as
     * ended.
     */
    synchronized List<AttemptId> takeStarted() {
        boolean news = startUnsent && running != null && !runningDropped;
        startUnsent = false;
        return news && running != null ? List.of(running) : List.of();
    }

    /** All that is unacknowledged has to be sent again. */
    synchronized void sendAgain() {
        unsent.clear();
        unsent.addAll(unacknowledged.keySet());
    }

    synchronized HeldAttempts held() {
        return new HeldAttempts(
                List.copyOf(queue.keySet()),
                running == null ? List.of() : List.of(running),
                List.copyOf(unacknowledged.keySet()),
                givesWay);
    }

    private void report(AttemptReport report) {
        unacknowledged.put(report.attempt(), report);
        unsent.add(report.attempt());
        unacknowledgedBytes += report.size();
    }

    private void remember(AttemptId attempt) {
        done.add(attempt);
        if (done.size() > MOST_REMEMBERED) {
            done.remove(done.iterator().next());
        }
    }
}
