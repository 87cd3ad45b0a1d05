package io.stoker.engine;

import io.stoker.kernel.Output;
import io.stoker.task.AttemptId;
import io.stoker.task.RunningAttempt;
import io.stoker.task.Utf8;
import io.stoker.wire.ToController.AttemptAnswer;
import io.stoker.wire.ToEngine.AskAttempt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Answers the controller who asks what a running attempt has printed and what its thread does. It looks on a thread of
 * its own: no task can hold it up, and an actor does not wait until a thread can be looked at. Thread-safe.
 */
final class AttemptLook {
    /** Asked for at the same time; what comes beyond it is answered without a look. */
    private static final int MOST_OPEN = 8;

    private final Runner runner;
    private final Executor aside;
    private final Runnable wake;
    private List<AttemptAnswer> unsent = new ArrayList<>();
    private int open;

    /** Who runs attempts. */
    interface Runner {
        /** What this attempt has printed and does; null if it does not run. */
        @Nullable
        Seen look(AttemptId attempt, boolean stack);
    }

    /** @param stack empty if it was not asked for */
    record Seen(Output.Printed out, Output.Printed err, String stack) {}

    /** @param wake has {@link #takeUnsent} called, on another thread */
    AttemptLook(Runner runner, Executor aside, Runnable wake) {
        this.runner = runner;
        this.aside = aside;
        this.wake = wake;
    }

    /** The controller asks. */
    void ask(AskAttempt question) {
        synchronized (this) {
            if (open == MOST_OPEN) {
                unsent.add(not(
                        question, "its engine has not looked at the task, because it is asked too often: ask again"));
                return; // the actor sends it when it has taken in what came
            }
            open++;
        }
        try {
            aside.execute(() -> answered(answer(question)));
        } catch (OutOfMemoryError e) { // there is no thread to be had
            answered(not(question, "its engine could not look at the task: " + e.getMessage()));
        }
    }

    private AttemptAnswer answer(AskAttempt question) {
        try {
            Seen seen = runner.look(question.attempt(), question.stack());
            int most = RunningAttempt.LONGEST_TEXT;
            return seen == null
                    ? not(
                            question,
                            "its engine does not run it at this moment: it is just about to start or has just ended")
                    : new AttemptAnswer(
                            question.question(),
                            "",
                            Utf8.tail(seen.out().text(), most),
                            Utf8.tail(seen.err().text(), most),
                            seen.out().bytes(),
                            seen.err().bytes(),
                            Utf8.head(seen.stack(), most));
        } catch (RuntimeException | OutOfMemoryError e) {
            return not(question, "its engine could not look at the task: " + e);
        }
    }

    private static AttemptAnswer not(AskAttempt question, String why) {
        return new AttemptAnswer(question.question(), Utf8.head(why, AttemptAnswer.LONGEST_NOTE), "", "", 0, 0, "");
    }

    private void answered(AttemptAnswer answer) {
        synchronized (this) {
            open--;
            unsent.add(answer);
        }
        wake.run();
    }

    /** What is to be sent now. */
    synchronized List<AttemptAnswer> takeUnsent() {
        List<AttemptAnswer> taken = unsent;
        unsent = new ArrayList<>();
        return taken;
    }
}
