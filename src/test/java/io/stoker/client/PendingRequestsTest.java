package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.StokerException;
import io.stoker.wire.Question;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PendingRequestsTest {
    private final PendingRequests requests = new PendingRequests();

    private AnswerFuture<ToClient> ask() {
        return requests.ask(Question.AskStatus::new);
    }

    private Question.AskStatus message(long request) {
        return new Question.AskStatus(request);
    }

    private List<ToController> due() {
        List<ToController> due = new ArrayList<>();
        for (ToController next = requests.next(); next != null; next = requests.next()) {
            due.add(next);
        }
        return due;
    }

    @Test
    void aQuestionIsAskedOnceUnderANumberOfItsOwn() {
        ask();
        ask();
        assertThat(due()).containsExactly(message(1), message(2));
        assertThat(due()).isEmpty();
    }

    @Test
    void theAnswerCompletesItsQuestionAndNoOther() {
        CompletableFuture<ToClient> first = ask();
        CompletableFuture<ToClient> second = ask();
        ToClient answer = new ToClient.Ending(2);
        requests.answered(2, answer);
        assertThat(second).isCompletedWithValue(answer);
        assertThat(first).isNotDone();
        assertThat(due()).containsExactly(message(1));
    }

    @Test
    void anAnswerThatComesTwiceOrToNothingIsNoHarm() {
        AnswerFuture<ToClient> question = ask();
        requests.answered(1, new ToClient.Ending(1));
        requests.answered(1, new ToClient.Ending(9));
        requests.answered(77, new ToClient.Ending(77));
        assertThat(question).isCompletedWithValue(new ToClient.Ending(1));
    }

    @Test
    void allAreAskedAgainInANewSession() {
        ask();
        ask();
        due();
        requests.answered(1, new ToClient.Ending(1));
        requests.sendAgain();
        assertThat(due()).containsExactly(message(2));
    }

    @Test
    void whatNobodyWaitsForIsNotAsked() {
        AnswerFuture<ToClient> question = ask();
        var unused = requests.ask(Question.AskStatus::new);
        requests.forget(question);
        assertThat(due()).containsExactly(message(2));
        requests.answered(1, new ToClient.Ending(1));
        assertThat(question).isNotDone();
    }

    @Test
    void whenAllFailNothingIsAskedAnyMore() {
        AnswerFuture<ToClient> question = ask();
        requests.failAll(new StokerException("over"));
        assertThatThrownBy(question::join).hasRootCauseMessage("over");
        requests.sendAgain();
        assertThat(due()).isEmpty();
    }

    @Test
    void whoeverHangsOnAnAnswerMayAskTheNextQuestion() {
        CompletableFuture<ToClient> chained = ask().thenCompose(answer -> ask());
        requests.answered(1, new ToClient.Ending(1));
        assertThat(due()).containsExactly(message(2));
        requests.answered(2, new ToClient.Ending(2));
        assertThat(chained).isCompleted();
    }
}
