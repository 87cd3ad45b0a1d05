package io.stoker.engine;

import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import io.stoker.wire.Load;
import io.stoker.wire.ToController.AttemptReport;
import io.stoker.wire.ToEngine.Assignment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an engine holds: attempts that wait, the one that runs, and the reports that the controller has not
 * acknowledged. Shared by the task thread and the actor of the day; all methods are short, and none waits but
 * {@link #take}.
 */
final class Workbench {
    private static final int MOST_UNACKNOWLEDGED = 1_000;
    private static final long MOST_UNACKNOWLEDGED_BYTES = 16L * 1024 * 1024;
    private static final int MOST_REMEMBERED = 10_000;

    private static final AttemptId NOBODYS = new AttemptId(-1, 0);

    private final ArrayDeque<Assignment> queue = new ArrayDeque<>();
    private final Map<AttemptId, AttemptReport> unacknowledged = new LinkedHashMap<>();
    private final Set<AttemptId> unsent = new LinkedHashSet<>();
    private final Set<AttemptId> done = new LinkedHashSet<>();
    private @Nullable Assignment taken;
    private @Nullable Next next;
    private @Nullable AttemptId running;
    private boolean startUnsent;
    private boolean runningDropped;
    private long unacknowledgedBytes;
    private Runnable bell = () -> {};

    /** The attempt for which the task thread makes ready. */
    private record Next(AttemptId attempt, Runnable takenAway) {}

    /** Rung, from any thread, when there is news for the controller. The one before is forgotten. */
    synchronized void onNews(Runnable ring) {
        bell = ring;
    }

    /** There is news that this does not know of itself. */
    void ring() {
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
                || queue.stream().anyMatch(a -> a.attempt().equals(attempt));
        if (!known) {
            queue.add(assignment);
            notifyAll();
        }
    }

    /**
     * The next attempt to run, which has not started: it may be taken away until {@link #start}. Waits for one, and for
     * the controller to keep up with the reports.
     *
     * @param takenAway run, by any thread, if it is taken away
     */
    synchronized Assignment next(Runnable takenAway) throws InterruptedException {
        while (queue.isEmpty()
                || unacknowledged.size() >= MOST_UNACKNOWLEDGED
                || unacknowledgedBytes >= MOST_UNACKNOWLEDGED_BYTES) {
            wait();
        }
        next = new Next(queue.element().attempt(), takenAway);
        return queue.element();
    }

    /** The attempt counts as started from now on; false if it was taken away. */
    synchronized boolean start(AttemptId attempt) {
        if (next == null || !next.attempt().equals(attempt)) {
            return false;
        }
        next = null;
        taken = queue.remove();
        running = attempt;
        runningDropped = false;
        startUnsent = true;
        return true;
    }

    /** Waits for the next attempt and starts it. */
    synchronized Assignment take() throws InterruptedException {
        Assignment assignment = next(() -> {});
        start(assignment.attempt());
        return assignment;
    }

    private boolean takeAway(AttemptId attempt) {
        if (next != null && next.attempt().equals(attempt)) {
            next.takenAway().run();
            next = null;
        }
        return queue.removeIf(assignment -> assignment.attempt().equals(attempt));
    }

    /** The running attempt has ended. If it was forgotten meanwhile, nobody hears of it. */
    void ended(AttemptId attempt, AttemptResult result) {
        synchronized (this) {
            boolean nobodys = NOBODYS.equals(running);
            running = null;
            taken = null;
            if (!runningDropped) {
                report(new AttemptReport(attempt, result));
            } else if (!nobodys) {
                remember(attempt);
            }
        }
        ring();
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
            takeAway(next.attempt());
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

    /** Whether a report was sent that the controller has not acknowledged. */
    synchronized boolean isAwaiting() {
        return unacknowledged.size() > unsent.size();
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

    synchronized Load load() {
        return new Load(
                queue.stream().map(Assignment::attempt).toList(),
                running == null ? List.of() : List.of(running),
                List.copyOf(unacknowledged.keySet()));
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
