package io.stoker.engine;

import static io.stoker.engine.Attempts.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.kernel.Output;
import io.stoker.task.RunningAttempt;
import io.stoker.task.Utf8;
import io.stoker.wire.ToController.AttemptAnswer;
import io.stoker.wire.ToEngine.AskAttempt;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class AttemptLookTest {
    private static final AskAttempt QUESTION = new AskAttempt(new UUID(1, 2), id(7), true);

    private final List<Runnable> aside = new ArrayList<>();
    private int rung;

    private AttemptLook look(AttemptLook.Runner runner) {
        return look(runner, aside::add);
    }

    private AttemptLook look(AttemptLook.Runner runner, Executor executor) {
        return new AttemptLook(runner, executor, () -> rung++);
    }

    private AttemptAnswer answer(AttemptLook look) {
        look.ask(QUESTION);
        aside.forEach(Runnable::run);
        aside.clear();
        assertThat(rung).isEqualTo(1);
        List<AttemptAnswer> answers = look.takeUnsent();
        assertThat(answers).hasSize(1);
        assertThat(answers.get(0).question()).isEqualTo(QUESTION.question());
        assertThat(answers.get(0).flaw()).isNull();
        return answers.get(0);
    }

    @Test
    void shouldAnswerWhatAnAttemptPrintsAndDoesFromAnotherThread() {
        AttemptLook look = look((attempt, stack) -> {
            assertThat(attempt).isEqualTo(id(7));
            assertThat(stack).isTrue();
            return new AttemptLook.Seen(new Output.Printed("out", 1_000), new Output.Printed("err", 3), "stack");
        });
        look.ask(QUESTION);
        assertThat(look.takeUnsent()).as("looked at by who asks").isEmpty();
        aside.remove(0).run();
        assertThat(look.takeUnsent())
                .containsExactly(new AttemptAnswer(new UUID(1, 2), "", "out", "err", 1_000, 3, "stack"));
        assertThat(look.takeUnsent()).isEmpty();
    }

    @Test
    void shouldKeepTheEndsOfOutputsAndTheBeginningOfAStack() {
        String many = "first" + "漢".repeat(RunningAttempt.LONGEST_TEXT) + "last";
        Output.Printed printed = new Output.Printed(many, Utf8.length(many));
        AttemptAnswer answer = answer(look((attempt, stack) -> new AttemptLook.Seen(printed, printed, many)));
        assertThat(answer.stdout()).contains("bytes before this are left out").endsWith("last");
        assertThat(answer.stderr()).isEqualTo(answer.stdout());
        assertThat(answer.stack()).startsWith("first").contains("cut");
        assertThat(Utf8.length(answer.stdout())).isLessThanOrEqualTo(RunningAttempt.LONGEST_TEXT);
    }

    @Test
    void shouldSayThatAnAttemptDoesNotRun() {
        assertThat(answer(look((attempt, stack) -> null)).note()).contains("does not run it at this moment");
    }

    @Test
    void shouldSayThatItCannotBeLookedAt() {
        AttemptAnswer answer = answer(look((attempt, stack) -> {
            throw new IllegalStateException("x".repeat(10_000));
        }));
        assertThat(answer.note()).contains("could not look at the task").hasSizeLessThanOrEqualTo(500);
    }

    @Test
    void shouldSayThatThereIsNoThreadToLookWith() {
        AttemptAnswer answer = answer(look((attempt, stack) -> null, task -> {
            throw new OutOfMemoryError("unable to create native thread");
        }));
        assertThat(answer.note()).contains("unable to create native thread");
    }

    @Test
    void shouldLookAtNoMoreThanAFewTimesAtOnce() {
        AttemptLook look =
                look((attempt, stack) -> new AttemptLook.Seen(Output.Printed.NOTHING, Output.Printed.NOTHING, ""));
        for (int i = 0; i < 9; i++) {
            look.ask(QUESTION);
        }
        assertThat(aside).hasSize(8);
        assertThat(look.takeUnsent())
                .singleElement()
                .satisfies(answer -> assertThat(answer.note()).contains("asked too often"));
        aside.remove(0).run();
        look.ask(QUESTION);
        assertThat(aside).as("there is room again").hasSize(8);
    }
}
