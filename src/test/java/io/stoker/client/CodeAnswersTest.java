package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stoker.code.CodeBundle;
import io.stoker.task.FunctionBody;
import io.stoker.task.InlineLimit;
import io.stoker.task.LiveFunction;
import io.stoker.task.StoredValue;
import io.stoker.task.Task;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.values.FakeValueServer;
import io.stoker.wire.values.ValueClient;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CodeAnswersTest {
    private static final String ENTRY = "io/stoker/Seeds.class";

    private final ValueClient values = new ValueClient();
    private final FakeValueServer store = new FakeValueServer(values);
    private final Functions functions = new Functions("client", () -> "ledger", values);
    private final AtomicInteger rings = new AtomicInteger();
    private final CodeAnswers answers = new CodeAnswers(functions, rings::incrementAndGet);
    private final UUID space = space();

    @AfterEach
    void stop() {
        answers.close();
        store.close();
    }

    /** That of a function of a class that needs no others. */
    private UUID space() {
        LiveFunction live = (LiveFunction) Task.call(TinyProgram.one()).body();
        FunctionBody body =
                functions.write(live, new InlineLimit(10_000, 10_000)).body();
        assertThat(body.code().client()).isEqualTo("client");
        return body.code().space();
    }

    private static ToClient.AskCode question(UUID space, String entry) {
        return new ToClient.AskCode(UUID.randomUUID(), "engine", space, entry);
    }

    private ToController.CodeAnswer answer(ToClient.AskCode question) {
        answers.asked(question);
        store.start();
        ToController.CodeAnswer answer = await().until(answers::next, next -> next != null);
        assertThat(answer.question()).isEqualTo(question.question());
        assertThat(answer.engine()).isEqualTo("engine");
        return answer;
    }

    @Test
    void shouldBringTheCodeToTheStoreBeforeItAnswers() {
        ToController.CodeAnswer answer = answer(question(space, ENTRY));
        assertThat(answer.reason()).isEmpty();
        assertThat(answer.bundles())
                .anySatisfy(stored -> assertThat(
                                CodeBundle.read(stored, store.get(stored)).entries())
                        .containsKey(ENTRY));
        assertThat(rings).hasValue(1);
        List<StoredValue> again = answer(question(space, ENTRY)).bundles();
        assertThat(again).isEqualTo(answer.bundles());
    }

    @Test
    void shouldSayThatThereIsNoSuchEntry() {
        ToController.CodeAnswer answer = answer(question(space, "nothing.txt"));
        assertThat(answer.bundles()).isEmpty();
        assertThat(answer.reason()).isEmpty();
    }

    @Test
    void shouldAnswerForNoSpaceButItsOwn() {
        ToController.CodeAnswer answer = answer(question(UUID.randomUUID(), ENTRY));
        assertThat(answer.bundles()).isEmpty();
        assertThat(answer.reason()).contains("it has no functions in the space");
    }

    @Test
    void shouldAnswerAQuestionOnceThatIsAskedAgainMeanwhile() {
        ToClient.AskCode question = question(space, ENTRY);
        for (int i = 0; i < 100; i++) {
            answers.asked(question); // for which the store is needed, and it does nothing yet
        }
        answer(question);
        assertThat(answer(question(space, "nothing.txt")).bundles()).isEmpty();
        assertThat(rings).hasValue(2);
    }

    @Test
    void shouldRefuseWhatIsAskedAfterItsEnd() {
        answers.close();
        assertThat(answer(question(space, ENTRY)).reason()).contains("was closed");
    }
}
