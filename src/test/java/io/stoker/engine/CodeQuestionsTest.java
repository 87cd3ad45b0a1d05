package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stoker.engine.CodeQuestions.Times;
import io.stoker.engine.CodeQuestions.UnansweredException;
import io.stoker.task.StokerException;
import io.stoker.wire.ToController.AskCode;
import io.stoker.wire.ToEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CodeQuestionsTest {
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration NEVER = Duration.ofDays(1);
    private static final UUID SPACE = new UUID(1, 2);

    private final List<AskCode> sent = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void end() {
        threads.forEach(Thread::interrupt);
    }

    private static Times times(Duration absence, Duration silence) {
        return new Times(SOON, absence, silence);
    }

    /** What is sent is handed to {@code controller} at once. */
    private CodeQuestions questions(Times times, Consumer<AskCode> controller) {
        CodeQuestions[] made = new CodeQuestions[1];
        made[0] = new CodeQuestions(times, () -> {
            List<AskCode> taken = made[0].takeUnsent();
            sent.addAll(taken);
            taken.forEach(controller);
        });
        return made[0];
    }

    private CompletableFuture<ToEngine.CodeAnswer> ask(CodeQuestions questions) {
        CompletableFuture<ToEngine.CodeAnswer> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(questions.ask("client", SPACE, "a.txt"));
            } catch (InterruptedException | StokerException e) {
                answer.completeExceptionally(e);
            }
        });
        threads.add(thread);
        thread.start();
        return answer;
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    private static ToEngine.CodeAnswer answer(AskCode question) {
        return new ToEngine.CodeAnswer(question.question(), List.of(), "because");
    }

    @Test
    void shouldSendAQuestionUntilItIsAnswered() throws Exception {
        CodeQuestions questions = questions(times(NEVER, NEVER), asked -> {});
        CompletableFuture<ToEngine.CodeAnswer> answer = ask(questions);
        await().until(() -> sent.size() >= 3);
        assertThat(sent.stream().distinct()).hasSize(1);
        questions.answered(answer(sent.get(0)));
        assertThat(get(answer)).isEqualTo(answer(sent.get(0)));
        assertThat(questions.takeUnsent()).isEmpty();
    }

    @Test
    void shouldHoldAQuestionOnceWhileNobodyTakesIt() {
        CodeQuestions questions = new CodeQuestions(times(NEVER, NEVER), () -> sent.add(null));
        ask(questions);
        await().until(() -> sent.size() >= 3);
        assertThat(questions.takeUnsent()).hasSize(1);
    }

    @Test
    void shouldTakeNoAnswerToAnotherQuestion() {
        CodeQuestions questions = questions(times(NEVER, NEVER), asked -> {});
        CompletableFuture<ToEngine.CodeAnswer> answer = ask(questions);
        await().until(() -> !sent.isEmpty());
        questions.answered(new ToEngine.CodeAnswer(UUID.randomUUID(), List.of(), ""));
        await().until(() -> sent.size() >= 3);
        assertThat(answer).isNotDone();
    }

    @Test
    void shouldWaitForAClientThatIsAbsentButNotForLong() {
        CodeQuestions[] questions = new CodeQuestions[1];
        questions[0] = questions(
                times(Duration.ofMillis(100), NEVER),
                asked -> questions[0].absent(new ToEngine.ClientIsAbsent(asked.question())));
        assertThatThrownBy(() -> get(ask(questions[0])))
                .cause()
                .isInstanceOf(UnansweredException.class)
                .hasMessageContaining("client client is gone");
        assertThat(sent).hasSizeGreaterThan(1);
    }

    @Test
    void shouldTakeTheAnswerOfAClientThatComesBack() throws Exception {
        CodeQuestions[] questions = new CodeQuestions[1];
        questions[0] = questions(times(NEVER, NEVER), asked -> {
            questions[0].absent(new ToEngine.ClientIsAbsent(asked.question()));
            if (sent.size() == 3) {
                questions[0].answered(answer(asked));
            }
        });
        assertThat(get(ask(questions[0])).reason()).isEqualTo("because");
    }

    @Test
    void shouldGiveUpWhenNobodyAnswers() {
        CodeQuestions questions = questions(times(NEVER, Duration.ofMillis(100)), asked -> {});
        assertThatThrownBy(() -> get(ask(questions)))
                .cause()
                .isInstanceOf(UnansweredException.class)
                .hasMessageContaining("has not answered within 100 ms");
    }

    @Test
    void shouldEndTheWaitOfAThreadThatIsInterrupted() {
        CodeQuestions questions = questions(times(NEVER, NEVER), asked -> {});
        CompletableFuture<ToEngine.CodeAnswer> answer = ask(questions);
        await().until(() -> !sent.isEmpty());
        threads.forEach(Thread::interrupt);
        assertThatThrownBy(() -> get(answer))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void shouldRefuseMoreQuestionsAtATimeThanItKeeps() {
        CodeQuestions questions = questions(times(NEVER, NEVER), asked -> {});
        for (int i = 0; i < 64; i++) {
            ask(questions);
        }
        await().until(() -> sent.stream().distinct().count() == 64);
        assertThatThrownBy(() -> get(ask(questions))).hasMessageContaining("64 threads of the function ask");
    }
}
