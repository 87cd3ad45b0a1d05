package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stoker.TestCluster;
import io.stoker.client.multi.CallFailedException;
import io.stoker.client.multi.CompositeException;
import io.stoker.client.multi.EngineQueue;
import io.stoker.client.multi.ExecuteResult;
import io.stoker.client.multi.LiveText;
import io.stoker.client.multi.MultiEngineClient;
import io.stoker.client.multi.PendingResult;
import io.stoker.client.multi.QueueClearedException;
import io.stoker.controller.ControllerListener;
import io.stoker.store.MemoryStore;
import io.stoker.task.EngineLostException;
import io.stoker.task.Failure;
import io.stoker.task.StokerCallable;
import io.stoker.task.StokerFunction;
import io.stoker.task.TaskContext;
import io.stoker.task.UnsendableValueException;
import io.stoker.task.WaitTimeoutException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java functions that are called on named engines, in this JVM, whose loaders have classes of their own. */
class JavaFunctionDirectIT {
    private static Stoker stoker;
    private static MultiEngineClient mec;

    @BeforeAll
    static void start() {
        stoker = Stoker.local(3);
        mec = stoker.multiEngineClient();
    }

    @AfterAll
    static void stop() {
        stoker.close();
    }

    @BeforeEach
    void reset() {
        mec.reset();
    }

    record Place(int engine, String name) implements Serializable {}

    static class OutOfStock extends Exception {
        final int left;

        OutOfStock(int left) {
            super("only " + left + " left");
            this.left = left;
        }
    }

    static class Counter {
        static int calls;
    }

    private static int engine() {
        return TaskContext.current().engineId();
    }

    @Test
    void shouldReturnObjectsOfTheUsersOwnClassesOfEachEngine() {
        String name = "here";
        assertThat(mec.apply(() -> new Place(engine(), name)))
                .containsExactly(new Place(0, "here"), new Place(1, "here"), new Place(2, "here"));
        assertThat(mec.on(2).apply(() -> engine())).containsExactly(2);
        PendingResult<List<Place>> pending = mec.on(1, 0).pending().apply(() -> new Place(engine(), "later"));
        assertThat(pending.get()).extracting(Place::engine).containsExactly(1, 0);
        assertThat(mec.apply(() -> null)).isEqualTo(Arrays.asList(null, null, null));
    }

    @Test
    void shouldRunInALoaderOfEachEngineThatKeepsTheStateOfItsClasses() {
        StokerCallable<Integer> count = () -> ++Counter.calls;
        assertThat(mec.apply(count)).containsExactly(1, 1, 1);
        assertThat(mec.on(1).apply(count)).containsExactly(2);
        assertThat(Counter.calls).isZero();
    }

    @Test
    void shouldGiveWhatTheFunctionThrewAsTheCauseOfTheFailureOfItsEngine() {
        assertThatThrownBy(() -> mec.apply(() -> {
                    if (engine() != 1) {
                        throw new OutOfStock(engine());
                    }
                    return "fine";
                }))
                .isInstanceOfSatisfying(CompositeException.class, e -> {
                    assertThat(e.results()).isEqualTo(Map.of(1, "fine"));
                    assertThat(e.parts())
                            .extracting(CompositeException.Part::engineId)
                            .containsExactly(0, 2);
                    assertThat(e.parts().get(1))
                            .hasToString("[2:apply]: " + OutOfStock.class.getName() + ": only 2 left");
                    assertThat(e.parts().get(1).exception())
                            .isInstanceOf(CallFailedException.class)
                            .cause()
                            .isInstanceOfSatisfying(
                                    OutOfStock.class,
                                    cause -> assertThat(cause.left).isEqualTo(2));
                });
        assertThatThrownBy(() -> mec.on(0).apply(() -> {
                    throw new OutOfStock(7);
                }))
                .isInstanceOf(CompositeException.class)
                .hasMessageContaining("[0:apply]");
    }

    @Test
    void shouldShareTheNamespaceWithSources() {
        mec.push("a", 3);
        mec.execute("b = id");
        assertThat(mec.apply(() -> {
                    Map<String, Object> names = TaskContext.current().namespace();
                    names.put("c", (int) names.get("a") + 1);
                    return (int) names.get("a") * 10 + (int) names.get("b");
                }))
                .containsExactly(30, 31, 32);
        assertThat(mec.pull("c")).containsExactly(4, 4, 4);
        mec.apply(() -> TaskContext.current().getProperties().put("colour", "red"));
        assertThat(mec.getProperties(List.of("colour"))).containsOnly(Map.of("colour", "red"));
    }

    @Test
    void shouldTellTheFunctionThatNoTaskRuns() {
        assertThat(mec.on(1).apply(() -> TaskContext.current().toString()))
                .containsExactly("task -1, attempt 0, on engine 1");
    }

    @Test
    void shouldKeepWhatTheFunctionPrintsAndTellItWhileItRuns() {
        Queue<LiveText> heard = new ConcurrentLinkedQueue<>();
        mec.on(0, 2)
                .apply(
                        () -> {
                            System.out.println("out of " + engine());
                            System.err.print("err");
                        },
                        heard::add);
        assertThat(heard).hasSize(4).contains(new LiveText(2, false, "out of 2\n"), new LiveText(0, true, "err"));
        assertThat(mec.on(0, 2).getResult())
                .extracting(ExecuteResult::stdout)
                .containsExactly("out of 0\n", "out of 2\n");
        ExecuteResult kept = mec.on(0).getResult(1).get(0);
        assertThat(kept.source())
                .isEqualTo(
                        "lambda in " + getClass().getName() + ".shouldKeepWhatTheFunctionPrintsAndTellItWhileItRuns");
        assertThat(kept.stderr()).isEqualTo("err");
        assertThat(mec.on(0)
                        .<Integer>apply(
                                () -> {
                                    System.out.print("quiet");
                                    return 1;
                                },
                                heard::add))
                .containsExactly(1);
        assertThat(heard).contains(new LiveText(0, false, "quiet"));
        assertThatThrownBy(() -> mec.on(0).apply(() -> {
                    System.out.print("before");
                    throw new OutOfStock(1);
                }))
                .hasMessageContaining("only 1 left");
        ExecuteResult failed = mec.on(0).getResult().get(0);
        assertThat(failed.stdout()).isEqualTo("before");
        assertThat(failed.failure()).extracting(Failure::kind).isEqualTo(Failure.Kind.USER_CODE);
    }

    @Test
    void shouldMapInBlocks() {
        List<Integer> numbers = IntStream.range(0, 10).boxed().toList();
        assertThat(mec.map(n -> n + ":" + engine(), numbers))
                .containsExactly("0:0", "1:0", "2:0", "3:0", "4:1", "5:1", "6:1", "7:2", "8:2", "9:2");
        assertThat(mec.on(2).map(n -> engine(), Set.of("x"))).containsExactly(2);
        assertThat(mec.map(n -> n, List.of())).isEmpty();
        assertThat(mec.map(place -> place == null ? null : place.name(), Arrays.asList(new Place(1, "a"), null)))
                .isEqualTo(Arrays.asList("a", null));
        assertThat(mec.parallel((Integer n) -> n * n).of(numbers)).hasSize(10).contains(81);
        PendingResult<List<Integer>> pending =
                mec.on(0).pending().parallel((Integer n) -> n * n).of(List.of(3));
        assertThat(pending.get()).containsExactly(9);
        assertThat(mec.keys()).containsOnly(List.of());
    }

    private static int noSeven(int n) throws OutOfStock {
        if (n == 7) {
            throw new OutOfStock(n);
        }
        return n;
    }

    @Test
    void shouldNameTheElementForWhichAMapHasFailed() {
        List<Integer> numbers = IntStream.range(0, 10).boxed().toList();
        assertThatThrownBy(() -> mec.map(JavaFunctionDirectIT::noSeven, numbers))
                .isInstanceOfSatisfying(
                        CompositeException.class,
                        e -> assertThat(e.parts()).singleElement().satisfies(part -> {
                            assertThat(part)
                                    .hasToString(
                                            "[2:map]: " + OutOfStock.class.getName() + ": at element 7: only 7 left");
                            assertThat(part.exception()).hasCauseInstanceOf(OutOfStock.class);
                        }));
    }

    @Test
    void shouldRefuseInTheCallWhatCannotTravel() {
        Thread thread = Thread.currentThread();
        assertThatThrownBy(() -> mec.apply(() -> thread.getName()))
                .isInstanceOf(UnsendableValueException.class)
                .hasMessageContaining("cannot send the function")
                .hasMessageContaining("java.lang.Thread");
        assertThatThrownBy(() -> mec.pending().map(x -> x, List.of(1, thread)))
                .isInstanceOf(UnsendableValueException.class);
        assertThatThrownBy(() -> mec.apply((StokerCallable<Object>) null))
                .hasMessage("apply needs a function, not null");
        assertThatThrownBy(() -> mec.map((StokerFunction<Object, Object>) null, List.of(1)))
                .hasMessage("map needs a function, not null");
        assertThatThrownBy(() -> mec.map(x -> x, (Collection<Object>) null)).hasMessage("map needs elements, not null");
        assertThat(mec.keys()).containsOnly(List.of());
    }

    @Test
    void shouldHaveTheEngineAskForClassesThatOnlyReflectionFinds(@TempDir Path folder) throws IOException {
        ClassLoader program = ReflectiveProgram.loader(ReflectiveProgram.compile(folder, "one"));
        assertThat(mec.apply(ReflectiveProgram.function(program, "named", "com.acme.Hid", "den")))
                .containsExactly("one", "one", "one");
    }

    @Test
    void shouldFailIfTheValueCannotTravel() {
        assertThatThrownBy(() -> mec.on(0).apply(() -> Thread.currentThread()))
                .hasMessageContaining("cannot return the function's value")
                .hasMessageContaining("java.lang.Thread");
    }

    @Test
    void shouldBringLargeFunctionsAndValuesInParts() {
        byte[] large = new byte[3_000_000];
        large[2_999_999] = 5;
        assertThat(mec.apply(() -> large.clone())).hasSize(3).containsOnly(large);
        List<byte[]> blocks = List.of(large, large, large, large);
        assertThat(mec.map(block -> block.length, blocks)).containsOnly(3_000_000);
    }

    /** The engines are in this JVM, and have its system properties, but not its static fields. */
    private static final String HOLD = "io.stoker.client.JavaFunctionDirectIT.hold";

    @Test
    void shouldBeShownInTheQueueAndClearedWhileItWaits() {
        System.setProperty(HOLD, "");
        try {
            PendingResult<?> running = mec.on(0).pending().apply(() -> {
                while (System.getProperty(HOLD) != null) {
                    Thread.onSpinWait();
                }
            });
            PendingResult<List<Integer>> waiting = mec.on(0).pending().apply(() -> engine());
            await().until(() -> !mec.on(0).queueStatus().get(0).queue().isEmpty());
            EngineQueue shown = mec.on(0).queueStatus().get(0);
            assertThat(shown.pending()).startsWith("apply(lambda in io.stoker.client.JavaFunctionDirectIT.should");
            assertThat(shown.queue()).singleElement().asString().startsWith("apply(lambda in ");
            mec.on(0).clearQueue();
            assertThatThrownBy(() -> waiting.get(Duration.ofMinutes(2)))
                    .isInstanceOfSatisfying(
                            CompositeException.class,
                            e -> assertThat(e.parts().get(0).exception()).isInstanceOf(QueueClearedException.class));
            assertThat(running.isDone()).isFalse();
            System.clearProperty(HOLD);
            running.get(Duration.ofMinutes(2));
        } finally {
            System.clearProperty(HOLD);
        }
    }

    @Test
    void shouldFailWithTheLossOfItsEngine() {
        try (TestCluster cluster = TestCluster.start(1)) {
            Stoker client = cluster.connect(1);
            TestCluster.TestEngine lost = cluster.addEngine();
            client.waitForEngines(2, Duration.ofMinutes(5));
            MultiEngineClient direct = client.multiEngineClient();
            PendingResult<?> pending = direct.pending().apply(() -> {
                while (!TaskContext.current().isCancelled() && engine() == 1) {
                    Thread.onSpinWait();
                }
            });
            await().until(() -> !direct.on(1).queueStatus().get(0).pending().isEmpty());
            assertThatThrownBy(() -> pending.get(Duration.ofMillis(1))).isInstanceOf(WaitTimeoutException.class);
            lost.close();
            assertThatThrownBy(() -> pending.get(Duration.ofMinutes(2)))
                    .isInstanceOfSatisfying(CompositeException.class, e -> {
                        assertThat(e.results()).containsOnlyKeys(0);
                        assertThat(e.parts().get(0).exception()).isInstanceOf(EngineLostException.class);
                    });
        }
    }

    @Test
    void shouldBringClassesAgainThatTheStoreHasLost() {
        MemoryStore store = new MemoryStore();
        try (TestCluster cluster = TestCluster.start(2, Map.of(), store, ControllerListener.NONE)) {
            MultiEngineClient direct = cluster.connect(2).multiEngineClient();
            assertThat(direct.on(0).apply(() -> new Place(engine(), "first"))).containsExactly(new Place(0, "first"));
            assertThat(store.values().sweep(Duration.ZERO).toCompletableFuture().join())
                    .as("bundles that are lost")
                    .isPositive();
            assertThat(direct.on(0, 1).apply(() -> new Place(engine(), "second")))
                    .containsExactly(new Place(0, "second"), new Place(1, "second"));
        }
    }
}
