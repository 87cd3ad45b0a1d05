package io.stoker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.kernel.Kernel;
import io.stoker.task.BodyCodec;
import io.stoker.task.EngineProperties;
import io.stoker.task.Failure;
import io.stoker.task.InlineLimit;
import io.stoker.task.SourceBody;
import io.stoker.task.TaskContext;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskProgress;
import io.stoker.task.TaskRejectException;
import io.stoker.task.ValueTooLargeException;
import io.stoker.wire.AttemptProgress;
import io.stoker.wire.ToEngine.Assignment;
import io.stoker.wire.values.FreeHeap;
import io.stoker.wire.values.ValueClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class PreparedKernelTest {
    private static final Failure FAILURE = Failure.of(Failure.Kind.USER_CODE, "E", "no");

    private final AtomicInteger changes = new AtomicInteger();
    private final FakeKernel kernel = new FakeKernel();
    private final EngineIdentity identity =
            new EngineIdentity(EngineProperties.of(Map.of("host", "hut")), changes::incrementAndGet);
    private final InlineLimit limit = new InlineLimit(100, 100);
    private final PreparedKernel prepared = new PreparedKernel(
            kernel,
            new EngineSettings("fake", limit, Duration.ZERO, -1, "prelude", Map.of("p", 1)),
            identity,
            new LargeValues(new ValueClient(), limit, FreeHeap.ofThisJvm()),
            Attempts.functions());

    private Kernel.Pulled run(TaskOptions options) {
        SourceBody body = new SourceBody("source", Map.of(), List.of("a"));
        return prepared.run(7, new Assignment(Attempts.id(3), BodyCodec.spec(body, options)), body);
    }

    private TaskContext context() {
        return (TaskContext) kernel.provided.get("stoker");
    }

    @Test
    void whatRanOutOfMemoryLeavesAnEmptyNamespaceAndSaysSo() {
        kernel.onExecute = cell -> Failure.of(Failure.Kind.USER_CODE, "java.lang.OutOfMemoryError", "Java heap space");
        Failure failure = run(TaskOptions.NONE).failure();
        assertThat(failure).isNotNull();
        assertThat(failure.text())
                .startsWith("java.lang.OutOfMemoryError: Java heap space")
                .contains("was cleared");
        assertThat(kernel.calls).endsWith("execute Task3", "clear");
        kernel.onExecute = cell -> null;
        run(TaskOptions.NONE);
        assertThat(kernel.calls)
                .endsWith("clear", "push {p=1}", "execute Prelude", "push {}", "execute Task3", "pull [a]");
    }

    @Test
    void progressIsToldWhileItsAttemptRuns() {
        List<Object> told = new ArrayList<>();
        kernel.onExecute = cell -> {
            told.add(String.valueOf(prepared.progress()));
            context().progress(0.4, "reading");
            told.add(prepared.progress());
            return FAILURE;
        };
        prepared.prepare(1);
        told.clear();
        assertThat(prepared.progress()).isNull();
        run(TaskOptions.NONE);
        assertThat(told).containsExactly("null", new AttemptProgress(Attempts.id(3), TaskProgress.of(0.4, "reading")));
        assertThat(prepared.progress()).isNull();
    }

    @Test
    void whatIsLoggedMeanwhileSaysWhichAttemptRunsAndOnWhichEngine() {
        List<Map<String, String>> told = new ArrayList<>();
        kernel.onExecute = cell -> {
            told.add(MDC.getCopyOfContextMap());
            MDC.put("user", "left behind");
            return FAILURE;
        };
        run(TaskOptions.NONE);
        assertThat(told.get(told.size() - 1))
                .containsEntry("taskId", "3")
                .containsEntry("attempt", "1")
                .containsKey("engine");
        assertThat(MDC.get("taskId")).isNull();
        assertThat(MDC.get("user")).isNull();
    }

    @Test
    void thePreludeRunsOnceBeforeTheFirstTask() {
        assertThat(prepared.prepare(1)).isNull();
        run(TaskOptions.NONE);
        run(TaskOptions.NONE);
        assertThat(kernel.calls)
                .containsExactly(
                        "push {p=1}",
                        "execute Prelude",
                        "push {}",
                        "execute Task3",
                        "pull [a]",
                        "push {}",
                        "execute Task3",
                        "pull [a]");
        assertThat(kernel.cells.get(0).source()).isEqualTo("prelude");
    }

    @Test
    void clearingBeforeBringsThePreludeBackFirst() {
        prepared.prepare(1);
        kernel.calls.clear();
        run(TaskOptions.NONE.withClearBefore());
        assertThat(kernel.calls)
                .containsExactly("clear", "push {p=1}", "execute Prelude", "push {}", "execute Task3", "pull [a]");
    }

    @Test
    void clearingAfterHappensHoweverTheTaskEnded() {
        kernel.onExecute = cell -> FAILURE;
        assertThat(run(TaskOptions.NONE.withClearAfter()).failure()).isEqualTo(FAILURE);
        assertThat(kernel.calls).endsWith("execute Task3", "clear");
        kernel.onExecute = cell -> {
            throw new IllegalStateException("broken");
        };
        kernel.calls.clear();
        assertThatThrownBy(() -> run(TaskOptions.NONE.withClearAfter())).hasMessage("broken");
        assertThat(kernel.calls).endsWith("clear");
        kernel.onExecute = cell -> null;
        kernel.calls.clear();
        run(TaskOptions.NONE);
        assertThat(kernel.calls).startsWith("push {p=1}", "execute Prelude");
    }

    @Test
    void aPreludeThatFailsAfterAClearFailsTheTaskAndIsTriedAgain() {
        prepared.prepare(1);
        kernel.onPrepare = cell -> FAILURE;
        Failure failure = run(TaskOptions.NONE.withClearBefore()).failure();
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(Failure.Kind.SYSTEM);
        assertThat(failure.text()).contains("prelude").contains("E: no");
        kernel.onPrepare = cell -> null;
        assertThat(run(TaskOptions.NONE).failure()).isNull();
    }

    @Test
    void aTaskFindsWhoItIsAndWhereItRuns() {
        prepared.prepare(1);
        assertThat(List.of(context().taskId(), (long) context().attempt(), (long)
                        context().engineId()))
                .containsExactly(-1L, 0L, -1L);
        identity.id(2);
        run(TaskOptions.NONE);
        assertThat(List.of(context().taskId(), (long) context().attempt(), (long)
                        context().engineId()))
                .containsExactly(3L, 1L, 2L);
        assertThat(kernel.provided).containsEntry("id", 2);
        assertThat(context()).hasToString("task 3, attempt 1, on engine 2");
    }

    @Test
    void theEnginesPropertiesCanBeReadAndChanged() {
        run(TaskOptions.NONE);
        Map<String, Object> properties = context().getProperties();
        assertThat(properties).containsExactly(Map.entry("host", "hut"));
        properties.put("RAM", 1L << 33);
        assertThat(context().getProperties()).containsEntry("RAM", 1L << 33).hasSize(2);
        assertThat(identity.properties())
                .isEqualTo(new EngineIdentity.Properties(
                        1, EngineProperties.of(Map.of("host", "hut", "RAM", 1L << 33)), false));
        properties.put("RAM", 1L << 33);
        assertThat(identity.properties().version()).isEqualTo(1);
        properties.put("RAM", null);
        assertThat(identity.properties())
                .isEqualTo(new EngineIdentity.Properties(2, EngineProperties.of(Map.of("host", "hut")), false));
        assertThat(changes).hasValue(2);
    }

    @Test
    void whatStokerStatesOfAnEngineIsNotATasksToChange() {
        run(TaskOptions.NONE);
        Map<String, Object> properties = context().getProperties();
        for (Object value : new Object[] {"elsewhere", "hut\n", null, 1L}) {
            assertThatThrownBy(() -> properties.put("host", value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'host' cannot be set or removed")
                    .hasMessageContaining("another name");
        }
        assertThatThrownBy(() -> properties.remove("host")).hasMessageContaining("'host'");
        properties.put("host", "hut"); // changes nothing
        assertThat(properties).containsExactly(Map.entry("host", "hut"));
        assertThat(changes).hasValue(0);
    }

    @Test
    void aPropertyThatCannotBeIsRefusedByItsName() {
        run(TaskOptions.NONE);
        Map<String, Object> properties = context().getProperties();
        assertThatThrownBy(() -> properties.put("no name", 1)).hasMessageContaining("'no name'");
        assertThatThrownBy(() -> properties.put("t", new Thread())).hasMessageContaining("'t'");
        assertThatThrownBy(() -> properties.put("large", "x".repeat(4_096)))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessageContaining("'large'")
                .hasMessageContaining("more than the 4096 bytes");
        assertThat(identity.properties().version()).isZero();
    }

    @Test
    void aTaskThatHasRefusedTheEngineHasDoneSoEvenIfItCaughtTheException() {
        kernel.onExecute = cell -> {
            assertThatThrownBy(() -> context().reject("needs a GPU")).isInstanceOf(TaskRejectException.class);
            return null;
        };
        Failure failure = run(TaskOptions.NONE).failure();
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(Failure.Kind.REJECTED);
        assertThat(failure.message()).isEqualTo("needs a GPU");
        assertThat(kernel.calls).endsWith("pull [a]");
    }

    @Test
    void aClearHasAJvmOfItsOwnGoBackToItsSettings() {
        PreparedKernel alone = new PreparedKernel(
                kernel,
                new EngineSettings("fake", limit, Duration.ZERO, -1, "prelude", Map.of("p", 1)),
                identity,
                new LargeValues(new ValueClient(), limit, FreeHeap.ofThisJvm()),
                Attempts.functions(),
                JvmSettings.now());
        System.setProperty("stoker.test.left", "x");
        prepared.reset();
        assertThat(System.getProperty("stoker.test.left")).isEqualTo("x");
        alone.reset();
        assertThat(System.getProperty("stoker.test.left")).isNull();
    }
}
