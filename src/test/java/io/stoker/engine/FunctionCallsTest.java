package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.IntRange;
import io.stoker.code.CodeBundle;
import io.stoker.code.CodeSpaces;
import io.stoker.code.Encoded;
import io.stoker.code.JavaValues;
import io.stoker.code.ReadLimits;
import io.stoker.code.ThrownValue;
import io.stoker.kernel.Kernel.Limit;
import io.stoker.kernel.Kernel.Pulled;
import io.stoker.task.AttemptId;
import io.stoker.task.Code;
import io.stoker.task.EngineProperties;
import io.stoker.task.Failure;
import io.stoker.task.Failure.Kind;
import io.stoker.task.FunctionBody;
import io.stoker.task.MapBlock;
import io.stoker.task.Payload;
import io.stoker.task.ResultBody;
import io.stoker.task.StokerCallable;
import io.stoker.task.StokerFunction;
import io.stoker.task.StoredValue;
import io.stoker.task.Subject;
import io.stoker.task.TaskContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class FunctionCallsTest {
    private static final Limit LIMIT = new Limit(1 << 20, "stoker.max-value-size");
    private static final long CELL = 5;

    private final FunctionCalls calls = Attempts.functions();
    private final TaskContext context = new AttemptContext(
            new AttemptId(3, 1),
            new EngineIdentity(EngineProperties.of(Map.of()), () -> {}),
            new FakeKernel(),
            () -> false);

    private Pulled call(StokerCallable<?> function) {
        Encoded written = JavaValues.encode(Subject.function(), function, 1 << 20);
        List<CodeBundle> bundles =
                new CodeSpaces().of(FunctionCallsTest.class.getClassLoader()).needed(written.classes());
        Map<StoredValue, byte[]> fetched = new HashMap<>();
        bundles.forEach(bundle -> fetched.put(bundle.stored(), bundle.bytes()));
        FunctionBody body = new FunctionBody(
                "f",
                new Code("client", UUID.randomUUID(), List.copyOf(fetched.keySet())),
                Map.of(FunctionBody.FUNCTION, Payload.of(written.bytes())),
                List.of());
        Pulled pulled = calls.call(CELL, body, written.bytes(), fetched, context, LIMIT);
        assertThat(calls.lacks(body)).isEmpty();
        return pulled;
    }

    private static byte[] value(Pulled pulled) {
        return pulled.values().get(ResultBody.VALUE);
    }

    @Test
    void shouldReturnTheValueInItsEncodedForm() {
        Pulled pulled = call(() -> TaskContext.current().taskId() + 1);
        assertThat(pulled.failure()).isNull();
        assertThat(JavaValues.decode(value(pulled), getClass().getClassLoader(), ReadLimits.DEFAULT))
                .isEqualTo(4L);
    }

    @Test
    void shouldReadObjectsOfLibrariesThatFunctionsShareWithTheEngine() {
        IntRange captured = new IntRange(true, 3, 5);
        Pulled pulled = call(() -> captured.size());
        assertThat(pulled.failure()).isNull();
        assertThat(JavaValues.decode(value(pulled), getClass().getClassLoader(), ReadLimits.DEFAULT))
                .isEqualTo(3);
    }

    @Test
    void shouldSayWhichBundlesAreToBeFetched() {
        StoredValue bundle = StoredValue.of(new byte[10]);
        FunctionBody body =
                new FunctionBody("f", new Code("client", UUID.randomUUID(), List.of(bundle)), Map.of(), List.of());
        assertThat(calls.lacks(body)).containsExactly(bundle);
    }

    @Test
    void shouldLeaveTheThreadAsItWas() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Pulled pulled =
                call(() -> Thread.currentThread().getContextClassLoader().toString());
        assertThat(JavaValues.decode(value(pulled), getClass().getClassLoader(), ReadLimits.DEFAULT))
                .asString()
                .startsWith("CodeLoader");
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
        assertThat(call(() -> {
                            Thread.currentThread().interrupt();
                            return 1;
                        })
                        .failure())
                .isNull();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void shouldBringWhatWasThrownBesideAFailureThatTellsOfIt() {
        Pulled pulled = call(() -> {
            throw new IllegalStateException("no", new ArithmeticException("because"));
        });
        Failure failure = pulled.failure();
        assertThat(failure.kind()).isEqualTo(Kind.USER_CODE);
        assertThat(failure.text())
                .startsWith("java.lang.IllegalStateException: no")
                .contains("Caused by", "because");
        assertThat(ThrownValue.decode(value(pulled), getClass().getClassLoader(), ReadLimits.DEFAULT))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("because");
    }

    @Test
    void shouldNameTheElementOfAMapForWhichTheFunctionThrew() {
        StokerFunction<Object, Object> function = n -> 12 / (int) n;
        ArrayList<Object> elements = new ArrayList<>(List.of(3, 0, 1));
        Pulled pulled = call(new MapBlock(function, elements, 40));
        assertThat(pulled.failure().summary()).isEqualTo("java.lang.ArithmeticException: at element 41: / by zero");
        assertThat(ThrownValue.decode(value(pulled), getClass().getClassLoader(), ReadLimits.DEFAULT))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("/ by zero");
        elements.remove(1);
        assertThat(JavaValues.decode(
                        value(call(new MapBlock(function, elements, 40))),
                        getClass().getClassLoader(),
                        ReadLimits.DEFAULT))
                .isEqualTo(List.of(4, 12));
    }

    @Test
    void shouldTakeARejectionInAMapForWhatItIs() {
        StokerFunction<Object, Object> function = n -> {
            TaskContext.current().reject("needs a GPU");
            return n;
        };
        Pulled pulled = call(new MapBlock(function, new ArrayList<>(List.of(1)), 0));
        assertThat(pulled.failure().kind()).isEqualTo(Kind.REJECTED);
    }

    @Test
    void shouldSayThatAReturnedValueCannotTravel() {
        Pulled pulled = call(Object::new);
        assertThat(pulled.failure().kind()).isEqualTo(Kind.PULL);
        assertThat(pulled.failure().message())
                .contains("cannot return the function's value")
                .contains("java.lang.Object");
        assertThat(pulled.values()).isEmpty();
    }

    @Test
    void shouldTakeARejectionForWhatItIs() {
        Pulled pulled = call(() -> {
            TaskContext.current().reject("needs a GPU");
            return 1;
        });
        assertThat(pulled.failure().kind()).isEqualTo(Kind.REJECTED);
    }

    @Test
    void shouldSayThatAFunctionCannotBeRead() {
        FunctionBody body =
                new FunctionBody("f", new Code("client", UUID.randomUUID(), List.of()), Map.of(), List.of());
        Pulled pulled = calls.call(CELL, body, new byte[] {1, 2, 3}, Map.of(), context, LIMIT);
        assertThat(pulled.failure().kind()).isEqualTo(Kind.SYSTEM);
        assertThat(pulled.failure().message()).startsWith("the function cannot be read: ");
    }

    @Test
    void shouldInterruptTheFunctionThatRuns() {
        CompletableFuture<Pulled> ended = new CompletableFuture<>();
        Thread thread = new Thread(() -> ended.complete(call(() -> {
            new CountDownLatch(1).await();
            return 1;
        })));
        thread.start();
        calls.interrupt(CELL); // before it begins, or while it waits
        assertThat(ended.join().failure().kind()).isEqualTo(Kind.INTERRUPTED);
    }

    @Test
    void shouldTakeAFunctionThatReturnsInSpiteOfAnInterruptForInterrupted() {
        calls.interrupt(CELL);
        Pulled pulled = call(() -> 1);
        assertThat(pulled.failure().kind()).isEqualTo(Kind.INTERRUPTED);
        assertThat(pulled.values()).isEmpty();
    }
}
