package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.TestInbox;
import io.stoker.code.CodeBundle;
import io.stoker.code.CodeSpaces;
import io.stoker.code.Encoded;
import io.stoker.code.JavaValues;
import io.stoker.code.ReadLimits;
import io.stoker.code.ThrownValue;
import io.stoker.task.Code;
import io.stoker.task.Failure;
import io.stoker.task.Payload;
import io.stoker.task.ResultBody;
import io.stoker.task.StokerCallable;
import io.stoker.task.StoredValue;
import io.stoker.task.Subject;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToCaller;
import io.stoker.wire.ToDirect;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.values.FakeValueServer;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Direct calls of Java functions on the task thread, with the test in the place of the store and of the caller. */
class DirectFunctionTest extends RunnerFixture {
    private static final UUID SPACE = UUID.randomUUID();

    private final FakeValueServer store = new FakeValueServer(client);
    private final FarCaller caller = new FarCaller("caller");
    private final TestInbox<WireMessage> inbox = TestInbox.create();

    @BeforeEach
    void open() {
        sessions.open(caller.open(false, WireMessage.VERSION, "engine", TestSecrets.PASS, inbox.getRef()), 0);
        start();
    }

    @AfterEach
    void endStore() {
        store.close();
    }

    /** @param bundles is given its classes */
    private static ToDirect.CallFunction function(StokerCallable<?> function, Consumer<CodeBundle> bundles) {
        Encoded written = JavaValues.encode(Subject.function(), function, 1 << 20);
        List<CodeBundle> needed =
                new CodeSpaces().of(SmallFunctions.class.getClassLoader()).needed(written.classes());
        assertThat(needed).isNotEmpty();
        needed.forEach(bundles);
        Code code = new Code(
                "client", SPACE, needed.stream().map(CodeBundle::stored).toList());
        return new ToDirect.CallFunction("apply", "a function", code, Payload.of(written.bytes()), false);
    }

    private ToDirect.CallFunction stored(StokerCallable<?> function) {
        return function(function, bundle -> store.keep(bundle.stored(), bundle.bytes()));
    }

    private void begin(ToDirect.Call call) {
        caller.call(call);
        caller.sent(0)
                .forEach(frame -> sessions.receive(frame, 0)
                        .forEach(item ->
                                queue.add(new Incoming(item.line(), item.number(), (ToDirect.Call) item.content()))));
    }

    private ToCaller.Answered answer() {
        await().until(() -> {
            sessions.flush(0);
            inbox.getAllReceived().forEach(message -> caller.receive((Frame<?>) message, 0));
            return !caller.heard.isEmpty();
        });
        return (ToCaller.Answered) caller.heard.remove(0);
    }

    private ToCaller.Answered call(ToDirect.Call call) {
        begin(call);
        return answer();
    }

    private static byte[] bytes(ToCaller.Answered answer) {
        return ((Payload.Inline) answer.values().get(ResultBody.VALUE)).bytes();
    }

    private static Object value(ToCaller.Answered answer) {
        assertThat(answer.failure()).isNull();
        return JavaValues.decode(bytes(answer), DirectFunctionTest.class.getClassLoader(), ReadLimits.DEFAULT);
    }

    @Test
    void shouldFetchFromTheStoreTheClassesThatTheEngineLacks() {
        store.start();
        ToDirect.CallFunction function = stored(SmallFunctions.returning(7));
        assertThat(value(call(function))).isEqualTo(7);
        store.close(); // they are not fetched again
        assertThat(value(call(function))).isEqualTo(7);
        assertThat(prepared.history().get(2).source()).isEqualTo("a function");
    }

    @Test
    void shouldNotCallAFunctionWhoseClassesTheStoreHasLost() {
        store.start();
        Failure failure =
                call(function(SmallFunctions.returning(7), bundle -> {})).failure();
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(Failure.Kind.SYSTEM);
        assertThat(failure.type()).isEqualTo(ToDirect.CallFunction.MISSING_CLASSES);
        assertThat(failure.text())
                .contains("the function's classes cannot be fetched: no such value")
                .endsWith("the function was not called, and can be called again");
        assertThat(value(call(stored(SmallFunctions.returning(8))))).isEqualTo(8);
    }

    @Test
    void shouldBringWhatTheFunctionThrewBesideTheFailure() {
        store.start();
        ToCaller.Answered answer = call(stored(SmallFunctions.throwing("no")));
        assertThat(answer.failure()).isNotNull().extracting(Failure::kind).isEqualTo(Failure.Kind.USER_CODE);
        assertThat(ThrownValue.decode(bytes(answer), getClass().getClassLoader(), ReadLimits.DEFAULT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");
        assertThat(prepared.history().get(0).failure()).isEqualTo(answer.failure());
    }

    @Test
    void shouldTakeAFunctionThatIsTooLargeForTheMessageFromWhatWasBrought() {
        store.start();
        ToDirect.CallFunction small = stored(SmallFunctions.returning(9));
        byte[] written = ((Payload.Inline) small.function()).bytes();
        StoredValue brought = StoredValue.of(written);
        directValues.write(caller.session, brought, 0, written);
        ToDirect.CallFunction large = new ToDirect.CallFunction("apply", small.text(), small.code(), brought, false);
        assertThat(value(call(large))).isEqualTo(9);
        assertThat(call(large).failure())
                .isNotNull()
                .extracting(Failure::text)
                .asString()
                .contains("the engine no longer has the value");
    }

    @Test
    void shouldOfferAValueThatIsTooLargeForTheAnswer() {
        store.start();
        ToCaller.Answered answer = call(stored(SmallFunctions.returningBytes(LIMIT + 1)));
        assertThat(answer.failure()).isNull();
        assertThat(answer.values().get(ResultBody.VALUE)).isInstanceOf(StoredValue.class);
    }

    @Test
    void shouldNotWaitForClassesWhenTheEngineEnds() throws InterruptedException {
        begin(stored(SmallFunctions.returning(1)));
        await().until(store::isAsked);
        runner.close();
        thread.join(20_000);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void shouldTellAFunctionWhenTheEngineEnds() throws InterruptedException {
        store.start();
        runner.ready().join();
        Object ofPrelude = kernel.provided.get("stoker");
        begin(stored(SmallFunctions.busyUntilItIsCancelled()));
        await().until(() -> kernel.provided.get("stoker") != ofPrelude);
        runner.close();
        thread.join(20_000);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void shouldFailWithThePreludeThatFails() {
        store.start();
        assertThat(value(call(stored(SmallFunctions.returning(1))))).isEqualTo(1);
        call(new ToDirect.Reset());
        kernel.onPrepare = cell -> Failure.of(Failure.Kind.USER_CODE, "Broken", "no prelude");
        assertThat(call(stored(SmallFunctions.returning(2))).failure())
                .isNotNull()
                .extracting(Failure::type)
                .isEqualTo("Broken");
    }
}
