package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.code.BundleSource;
import io.stoker.code.CodeBundle;
import io.stoker.task.Code;
import io.stoker.task.MalformedException;
import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import io.stoker.wire.ToController.AskCode;
import io.stoker.wire.ToEngine;
import io.stoker.wire.values.FakeValueServer;
import io.stoker.wire.values.FreeHeap;
import io.stoker.wire.values.Patience;
import io.stoker.wire.values.ValueClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientCodeTest {
    private static final UUID SPACE = new UUID(1, 2);
    private static final CodeBundle BUNDLE = CodeBundle.of(Map.of("a.txt", new byte[] {1, 2, 3}));

    private final ValueClient values = new ValueClient();
    private final FakeValueServer store = new FakeValueServer(values);
    private final AtomicLong tick = new AtomicLong();
    private final List<AskCode> asked = new ArrayList<>();
    private final CodeQuestions questions = new CodeQuestions(
            new CodeQuestions.Times(Duration.ofMillis(10), Duration.ofMillis(30), Duration.ofMillis(30)), this::answer);
    private final ClientCode code = code(Duration.ofSeconds(30));
    private Function<AskCode, ToEngine.@Nullable CodeAnswer> client = question -> null;

    private ClientCode code(Duration fetchLimit) {
        return new ClientCode(questions, values, FreeHeap.ofThisJvm(), fetchLimit, tick::get);
    }

    @BeforeEach
    void start() throws Exception {
        store.start();
        values.bring(BUNDLE.stored(), BUNDLE.bytes(), Patience.endless()).get(30, TimeUnit.SECONDS);
        code.running(new Code("client", SPACE, List.of()));
    }

    @AfterEach
    void stop() {
        store.close();
    }

    private void answer() {
        for (AskCode question : questions.takeUnsent()) {
            asked.add(question);
            ToEngine.CodeAnswer answer = client.apply(question);
            if (answer != null) {
                questions.answered(answer);
            }
        }
    }

    private void clientHas(StoredValue... bundles) {
        client = question -> new ToEngine.CodeAnswer(question.question(), List.of(bundles), "");
    }

    private BundleSource.Found find() throws InterruptedException {
        return code.find(SPACE, "a.txt", known -> false);
    }

    @Test
    void shouldFetchWhatTheClientNames() throws Exception {
        clientHas(BUNDLE.stored());
        assertThat(find().bundles()).containsExactly(BUNDLE);
        assertThat(asked).singleElement().satisfies(question -> {
            assertThat(question.client()).isEqualTo("client");
            assertThat(question.space()).isEqualTo(SPACE);
            assertThat(question.entry()).isEqualTo("a.txt");
        });
    }

    @Test
    void shouldNotFetchWhatIsKnown() throws Exception {
        clientHas(BUNDLE.stored(), StoredValue.of(new byte[1]));
        assertThat(code.find(SPACE, "a.txt", known -> !known.equals(BUNDLE.stored()))
                        .bundles())
                .containsExactly(BUNDLE);
    }

    @Test
    void shouldTellWhyTheClientDoesNotSendIt() throws Exception {
        client = question -> new ToEngine.CodeAnswer(question.question(), List.of(), "too large");
        assertThat(find()).isEqualTo(new BundleSource.Found(List.of(), "too large"));
    }

    @Test
    void shouldTakeNoOtherBytesThanThoseOfTheBundle() {
        clientHas(store.keep(new byte[] {1, 2, 3}));
        assertThatThrownBy(this::find).isInstanceOf(MalformedException.class);
    }

    @Test
    void shouldSayThatTheStoreDoesNotHaveIt() {
        clientHas(StoredValue.of(new byte[1]));
        assertThatThrownBy(this::find)
                .isInstanceOf(StokerException.class)
                .hasMessageContaining("it could not be fetched from the store")
                .hasMessageContaining("no such value");
    }

    @Test
    void shouldNotWaitForTheStoreForLong() {
        ClientCode hurried = code(Duration.ofMillis(100));
        hurried.running(new Code("client", SPACE, List.of()));
        clientHas(BUNDLE.stored());
        store.close();
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> hurried.find(SPACE, "a.txt", known -> false))
                    .isInstanceOf(StokerException.class)
                    .hasMessageContaining("could not be fetched from the store within 100 ms");
        }
        assertThat(asked).hasSize(1);
    }

    @Test
    void shouldLeaveAClientAloneForAWhileThatHasNotAnswered() throws Exception {
        assertThatThrownBy(this::find).hasMessageContaining("has not answered");
        int before = asked.size();
        clientHas(BUNDLE.stored());
        tick.set(ClientCode.REST.toNanos() - 1);
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(this::find).hasMessageContaining("has not answered");
        }
        assertThat(asked).hasSize(before);
        tick.set(ClientCode.REST.toNanos());
        assertThat(find().bundles()).containsExactly(BUNDLE);
    }

    @Test
    void shouldAskForTheFunctionThatRunsOnly() {
        clientHas(BUNDLE.stored());
        assertThatThrownBy(() -> code.find(new UUID(3, 4), "a.txt", known -> false))
                .hasMessageContaining("only while its function runs");
        code.running(null);
        assertThatThrownBy(this::find).hasMessageContaining("only while its function runs");
        assertThat(asked).isEmpty();
    }
}
