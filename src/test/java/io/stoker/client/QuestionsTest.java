package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.StokerException;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class QuestionsTest {
    private final Questions questions = new Questions();

    private Answer<ToClient> ask() {
        return questions.ask(ToController.AskStatus::new);
    }

    private ToController.AskStatus message(long request) {
        return new ToController.AskStatus(request);
    }

    private List<ToController> due() {
        List<ToController> due = new ArrayList<>();
        for (ToController next = questions.next(); next != null; next = questions.next()) {
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
        questions.answered(2, answer);
        assertThat(second).isCompletedWithValue(answer);
        assertThat(first).isNotDone();
        assertThat(due()).containsExactly(message(1));
    }

    @Test
    void anAnswerThatComesTwiceOrToNothingIsNoHarm() {
        Answer<ToClient> question = ask();
        questions.answered(1, new ToClient.Ending(1));
        questions.answered(1, new ToClient.Ending(9));
        questions.answered(77, new ToClient.Ending(77));
        assertThat(question).isCompletedWithValue(new ToClient.Ending(1));
    }

    @Test
    void allAreAskedAgainInANewSession() {
        ask();
        ask();
        due();
        questions.answered(1, new ToClient.Ending(1));
        questions.sendAgain();
        assertThat(due()).containsExactly(message(2));
    }

    @Test
    void whatNobodyWaitsForIsNotAsked() {
        Answer<ToClient> question = ask();
        var unused = questions.ask(ToController.AskStatus::new);
        questions.forget(question);
        assertThat(due()).containsExactly(message(2));
        questions.answered(1, new ToClient.Ending(1));
        assertThat(question).isNotDone();
    }

    @Test
    void whenAllFailNothingIsAskedAnyMore() {
        Answer<ToClient> question = ask();
        questions.failAll(new StokerException("over"));
        assertThatThrownBy(question::join).hasRootCauseMessage("over");
        questions.sendAgain();
        assertThat(due()).isEmpty();
    }

    @Test
    void whoeverHangsOnAnAnswerMayAskTheNextQuestion() {
        CompletableFuture<ToClient> chained = ask().thenCompose(answer -> ask());
        questions.answered(1, new ToClient.Ending(1));
        assertThat(due()).containsExactly(message(2));
        questions.answered(2, new ToClient.Ending(2));
        assertThat(chained).isCompleted();
    }
}
