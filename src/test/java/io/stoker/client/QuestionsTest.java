package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.TestInbox;
import akka.actor.typed.ActorRef;
import io.stoker.task.StokerException;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class QuestionsTest {
    private static final long SECOND = 1_000_000_000L;

    private final ActorRef<ToClient> me = TestInbox.<ToClient>create().getRef();
    private final Questions questions = new Questions();

    private Answer<ToClient> ask() {
        return questions.ask(ToController.AskStatus::new);
    }

    private ToController.AskStatus message(long request) {
        return new ToController.AskStatus(request, me);
    }

    @Test
    void aQuestionIsAskedOnceUnderANumberOfItsOwn() {
        ask();
        ask();
        assertThat(questions.due(0, me)).containsExactly(message(1), message(2));
        assertThat(questions.due(0, me)).isEmpty();
    }

    @Test
    void theAnswerCompletesItsQuestionAndNoOther() {
        CompletableFuture<ToClient> first = ask();
        CompletableFuture<ToClient> second = ask();
        ToClient answer = new ToClient.Watching(2);
        questions.answered(2, answer);
        assertThat(second).isCompletedWithValue(answer);
        assertThat(first).isNotDone();
        assertThat(questions.due(0, me)).containsExactly(message(1));
    }

    @Test
    void anAnswerThatComesTwiceOrToNothingIsNoHarm() {
        Answer<ToClient> question = ask();
        questions.answered(1, new ToClient.Watching(1));
        questions.answered(1, new ToClient.Watching(9));
        questions.answered(77, new ToClient.Watching(77));
        assertThat(question).isCompletedWithValue(new ToClient.Watching(1));
    }

    @Test
    void aQuestionIsRepeatedAfterTwoSecondsUnderTheSameNumber() {
        ask();
        questions.due(10 * SECOND, me);
        assertThat(questions.due(12 * SECOND, me)).isEmpty();
        assertThat(questions.due(12 * SECOND + 1, me)).containsExactly(message(1));
        assertThat(questions.due(13 * SECOND, me)).isEmpty();
    }

    @Test
    void allAreAskedAgainWhenWhatWasSentMayBeLost() {
        ask();
        ask();
        questions.due(0, me);
        questions.answered(1, new ToClient.Watching(1));
        questions.sendAgain();
        assertThat(questions.due(0, me)).containsExactly(message(2));
    }

    @Test
    void aFewHundredAreAskedAtOnceAndTheOthersNext() {
        LongStream.range(0, 600).forEach(i -> ask());
        List<ToController> first = questions.due(0, me);
        List<ToController> second = questions.due(0, me);
        List<ToController> third = questions.due(0, me);
        assertThat(first).hasSize(256).doesNotContainAnyElementsOf(second);
        assertThat(second).hasSize(256);
        assertThat(third).hasSize(600 - 512);
        assertThat(questions.due(0, me)).isEmpty();
    }

    @Test
    void whatNobodyWaitsForIsNotAsked() {
        Answer<ToClient> question = ask();
        var unused = questions.ask(ToController.AskStatus::new);
        questions.forget(question);
        assertThat(questions.due(0, me)).containsExactly(message(2));
        questions.answered(1, new ToClient.Watching(1));
        assertThat(question).isNotDone();
    }

    @Test
    void whenAllFailNothingIsAskedAnyMore() {
        Answer<ToClient> question = ask();
        questions.failAll(new StokerException("over"));
        assertThatThrownBy(question::join).hasRootCauseMessage("over");
        questions.sendAgain();
        assertThat(questions.due(0, me)).isEmpty();
    }

    @Test
    void whoeverHangsOnAnAnswerMayAskTheNextQuestion() {
        CompletableFuture<ToClient> chained = ask().thenCompose(answer -> ask());
        questions.answered(1, new ToClient.Watching(1));
        assertThat(questions.due(0, me)).containsExactly(message(2));
        questions.answered(2, new ToClient.Watching(2));
        assertThat(chained).isCompleted();
    }
}
