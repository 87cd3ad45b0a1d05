package io.stoker.client;

import io.stoker.task.Arguments;
import io.stoker.task.Explanation;
import io.stoker.task.QueueStatus;
import io.stoker.task.TaskProgress;
import io.stoker.task.TaskState;
import io.stoker.task.UnknownTaskException;
import io.stoker.wire.Question;
import io.stoker.wire.ToClient;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** What a {@link TaskClient} asks the controller about tasks and engines. */
final class Questions {
    private final Asking asking;
    private final Engines engines;
    private final Finding finding;
    private final Duration usual;

    /** @param usual how long an answer may take where the caller does not say it */
    Questions(ClientSession clientSession, Waits waits, Duration usual) {
        this.asking = new Asking(clientSession, waits);
        this.engines = new Engines(clientSession, waits);
        this.finding = new Finding(asking, usual);
        this.usual = usual;
    }

    Finding finding() {
        return finding;
    }

    Asking asking() {
        return asking;
    }

    /** @throws UnknownTaskException if no task has this id */
    TaskState state(long taskId) {
        return Objects.requireNonNull(asking.task(taskId, usual).state());
    }

    /** @throws UnknownTaskException if no task has this id */
    Optional<TaskProgress> progress(long taskId, Duration timeout) {
        return Optional.ofNullable(asking.task(taskId, timeout).progress());
    }

    /** @throws UnknownTaskException if no task ever had this id */
    Explanation explain(long taskId, ExplainMode mode, Duration timeout) {
        boolean stack = Arguments.given(mode, "explain needs a mode") == ExplainMode.WITH_STACK;
        return Explaining.of(taskId, asking.ask(request -> new Question.Explain(request, taskId, stack), timeout));
    }

    /** How many engines there are. */
    int engineCount() {
        return engines.now(usual).engines().size();
    }

    /** The counts of tasks, with the ids behind them if {@code verbose}. */
    QueueStatus status(boolean verbose, Duration timeout) {
        ToClient.StatusAnswer answer = (ToClient.StatusAnswer) asking.ask(Question.AskStatus::new, timeout);
        return verbose ? new VerboseStatus(this).read(answer.nextTask(), timeout) : answer.status();
    }

    /** The codes of the states of so many tasks from this one on. */
    byte[] states(long from, int count, Duration timeout) {
        ToClient answer = asking.ask(request -> new Question.AskStates(request, from, count), timeout);
        return ((ToClient.StatesAnswer) answer).states();
    }

    /** Whether another look at what could be handed out has led to something. */
    boolean spin(Duration timeout) {
        return ((ToClient.Spun) asking.ask(Question.Spin::new, timeout)).scheduled();
    }
}
