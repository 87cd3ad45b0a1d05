package io.stoker.client;

import io.stoker.task.Durations;
import io.stoker.task.StokerException;
import io.stoker.task.TaskState;
import io.stoker.task.UnknownTaskException;
import io.stoker.wire.Question;
import io.stoker.wire.ToClient;
import java.time.Duration;
import java.util.Objects;

/** Asks the controller questions and waits for the answers. */
final class Asking {
    /** The caller has waited for as long as was asked already. */
    private static final Duration NOTE_TIMEOUT = Duration.ofMillis(200);

    private final ClientSession clientSession;
    private final Waits waits;

    Asking(ClientSession clientSession, Waits waits) {
        this.clientSession = clientSession;
        this.waits = waits;
    }

    /** @throws UnknownTaskException if no task has this id */
    ToClient.TaskAnswer task(long taskId, Duration timeout) {
        ToClient.TaskAnswer answer =
                (ToClient.TaskAnswer) ask(request -> new Question.AskTask(request, taskId), timeout);
        if (answer.state() == null) {
            throw new UnknownTaskException(taskId, answer.note());
        }
        return answer;
    }

    /** @throws UnknownTaskException if no task has this id */
    TaskState state(long taskId, Duration timeout) {
        return Objects.requireNonNull(task(taskId, timeout).state());
    }

    /** The codes of the states of the tasks {@code from}, {@code from + 1}…; fewer where no more tasks are. */
    byte[] states(long from, int count, Duration timeout) {
        ToClient answer = ask(request -> new Question.AskStates(request, from, count), timeout);
        return ((ToClient.StatesAnswer) answer).states();
    }

    /** How the task stands, for a message; empty if that cannot be said. */
    String note(long taskId) {
        try {
            ToClient.TaskAnswer answer = task(taskId, NOTE_TIMEOUT);
            return answer.note().isEmpty() ? "" : ": " + answer.note();
        } catch (StokerException e) {
            return "";
        }
    }

    ToClient ask(PendingRequests.RequestFactory factory, Duration timeout) {
        Durations.require(timeout, "a question");
        AnswerFuture<ToClient> question = clientSession.requests().ask(factory);
        clientSession.wake();
        try {
            return waits.get(
                    question, timeout, () -> "the controller has not answered within " + Durations.text(timeout));
        } finally {
            clientSession.requests().forget(question);
        }
    }
}
