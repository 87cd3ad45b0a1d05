package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stoker.TestCluster;
import io.stoker.controller.ControllerListener;
import io.stoker.store.MemoryStore;
import io.stoker.task.RecordValue;
import io.stoker.task.StokerCallable;
import io.stoker.task.Task;
import io.stoker.task.TaskAbortedException;
import io.stoker.task.TaskContext;
import io.stoker.task.TaskFailedException;
import io.stoker.task.TaskResult;
import io.stoker.task.TaskState;
import io.stoker.task.UnsendableValueException;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Java functions as tasks, on a controller and engines in this JVM, whose loaders have classes of their own. */
class JavaFunctionIT {
    private static Stoker stoker;
    private static TaskClient tc;

    @BeforeAll
    static void start() {
        stoker = Stoker.local(2);
        tc = stoker.taskClient();
    }

    @AfterAll
    static void stop() {
        stoker.close();
    }

    record Quote(String name, double price) implements Serializable {}

    static class OutOfStock extends Exception {
        final int left;

        OutOfStock(int left) {
            super("only " + left + " left");
            this.left = left;
        }
    }

    static Quote doubled(Quote quote) {
        return new Quote(quote.name(), quote.price() * 2);
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    @Test
    void shouldReturnTheValueOfALambda() throws Exception {
        int six = 6;
        CompletableFuture<Integer> answer = tc.submit(() -> six * 7);
        assertThat(get(answer)).isEqualTo(42);
    }

    @Test
    void shouldCallAStaticMethodByName() {
        assertThat(tc.runAndGet(Task.callStatic("java.lang.Integer", "parseInt", "2a", 16))
                        .value())
                .isEqualTo(42);
        assertThat(tc.runAndGet(Task.callStatic("java.lang.Math", "max", 1, 2.5)
                                .push("d", 1)
                                .pull("d"))
                        .get("d"))
                .isEqualTo(1);
        TaskResult failed = tc.runAndGet(Task.callStatic("java.lang.Integer", "parseInt", "x"));
        assertThat(failed.source()).isEqualTo("java.lang.Integer::parseInt");
        assertThat(failed.failure().text())
                .startsWith("java.lang.NumberFormatException: For input string: \"x\"")
                .doesNotContain("reflect", "StaticCall");
        assertThatThrownBy(tc.runAndGet(Task.callStatic("com.acme.Pricer", "price"))::value)
                .hasMessageContaining("the engine has no class com.acme.Pricer")
                .hasCauseInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(tc.runAndGet(Task.callStatic("java.lang.Thread", "currentThread"))::value)
                .hasMessageContaining("the value is a java.lang.Thread, which cannot be sent");
    }

    @Test
    void shouldGiveRecordsBackThatAnEngineHasWithoutTheirClass() throws Exception {
        Task task =
                Task.of("y = p.x * 2; q = [p]").push("p", new Place(3, "home")).pull("y", "p", "q");
        TaskResult result = tc.runAndGet(task);
        assertThat(result.get("y")).isEqualTo(6);
        assertThat(((RecordValue) result.get("p")).as(Place.class)).isEqualTo(new Place(3, "home"));
        assertThat(result)
                .hasToString("TaskResult[ID:" + result.taskId()
                        + "]:{'y': 6, 'p': Place[x=3, name='home'], 'q': [Place[x=3, name='home']]}");
        assertThat(get(tc.submit(JavaFunctionIT::pushedX, one -> one.push("p", new Place(3, "home")))))
                .isEqualTo(3);
    }

    private record Place(int x, String name) {}

    private static Object pushedX() {
        return ((RecordValue) TaskContext.current().namespace().get("p")).get("x");
    }

    private static int tellsUntilCancelled() {
        while (!TaskContext.current().isCancelled()) {
            TaskContext.current().progress(0.4, "reading");
        }
        return 1;
    }

    @Test
    void shouldTellHowFarARunningTaskHasCome() {
        TaskHandle<Integer> handle = tc.submit(JavaFunctionIT::tellsUntilCancelled);
        await().atMost(Duration.ofSeconds(30)).until(() -> handle.progress().isPresent());
        assertThat(handle.progress())
                .hasValueSatisfying(told -> assertThat(told).hasToString("40 %: reading"));
        assertThatThrownBy(() -> tc.getTaskResult(handle.id(), Duration.ofMillis(1)))
                .hasMessageContaining("it runs on engine ")
                .hasMessageEndingWith("(attempt 1), 40 %: reading");
        tc.abort(handle.id(), TaskClient.AbortMode.INTERRUPT);
        tc.barrier(Duration.ofSeconds(30), handle.id());
        assertThat(handle.progress()).isEmpty();

        long source = tc.run(Task.of("stoker.progress(0.5, ''); while (true) {}"));
        await().atMost(Duration.ofSeconds(30)).until(() -> tc.progress(source).isPresent());
        tc.abort(source, TaskClient.AbortMode.INTERRUPT);
        assertThat(tc.runAndGet(Task.of("stoker.progress(40, 'a')")).failure().text())
                .contains("progress needs a fraction from 0 to 1, not 40.0");
    }

    @Test
    void shouldReturnObjectsOfTheUsersOwnClasses() throws Exception {
        Quote quote = new Quote("tea", 3.5);
        Quote returned = get(tc.submit(() -> doubled(quote)));
        assertThat(returned).isEqualTo(new Quote("tea", 7));
    }

    @Test
    void shouldRunInALoaderOfTheEngineAndNotInThatOfTheProgram() throws Exception {
        String here = JavaFunctionIT.class.getClassLoader().toString();
        String there = get(tc.submit(() -> JavaFunctionIT.class.getClassLoader().toString()));
        assertThat(there).isNotEqualTo(here).startsWith("CodeLoader");
    }

    @Test
    void shouldThrowWhatTheFunctionThrewAsTheCause() {
        TaskHandle<Object> handle = tc.submit(() -> {
            throw new OutOfStock(3);
        });
        assertThatThrownBy(() -> get(handle))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(TaskFailedException.class)
                .hasMessageContaining("OutOfStock: only 3 left")
                .cause()
                .isInstanceOfSatisfying(
                        OutOfStock.class, e -> assertThat(e.left).isEqualTo(3));
        assertThat(handle.state()).isEqualTo(TaskState.FAILED);
        assertThatThrownBy(handle.result()::raiseException).hasCauseInstanceOf(OutOfStock.class);
    }

    @Test
    void shouldRefuseInTheCallWhatCannotTravel() {
        ReentrantLock lock = new ReentrantLock();
        Thread thread = Thread.currentThread();
        assertThatThrownBy(() -> tc.submit(() -> thread.getName()))
                .isInstanceOf(UnsendableValueException.class)
                .hasMessageContaining("java.lang.Thread");
        assertThat(get(tc, () -> lock.isLocked())).isFalse(); // a lock is serialisable
    }

    private static <T> T get(TaskClient client, StokerCallable<T> function) {
        return client.submit(function).join();
    }

    @Test
    void shouldFailTheTaskIfItsValueCannotTravel() {
        TaskHandle<Thread> handle = tc.submit(Thread::currentThread);
        assertThatThrownBy(() -> get(handle))
                .hasMessageContaining("cannot return the function's value")
                .hasMessageContaining("java.lang.Thread");
    }

    @Test
    void shouldRefuseNull() {
        assertThatThrownBy(() -> Task.call(null)).hasMessageContaining("function must not be null");
        assertThatThrownBy(() -> tc.map(null, List.of(1))).hasMessageContaining("map needs a function");
        assertThatThrownBy(() -> tc.map(x -> x, (List<Object>) null)).hasMessageContaining("map needs elements");
    }

    @Test
    void shouldTakeTheOptionsOfTasks() throws Exception {
        TaskHandle<Integer> third = tc.submit(
                () -> {
                    if (TaskContext.current().attempt() < 3) {
                        throw new IllegalStateException("not yet");
                    }
                    return TaskContext.current().attempt();
                },
                task -> task.retries(5));
        assertThat(get(third)).isEqualTo(3);
        assertThat(third.result().attempts()).hasSize(3);
    }

    @Test
    void shouldShareTheNamespaceWithSources() {
        Task task = Task.call(() -> {
                    TaskContext context = TaskContext.current();
                    int a = (int) context.namespace().get("a");
                    context.namespace().put("b", a + 1);
                    return a;
                })
                .push("a", 3)
                .pull("b")
                .isolated();
        TaskResult result = tc.runAndGet(task);
        assertThat(result.value()).isEqualTo(3);
        assertThat(result.results()).containsOnlyKeys("b").containsEntry("b", 4);
        assertThat(result).hasToString("TaskResult[ID:" + result.taskId() + "]:3 {'b': 4}");
        assertThat(tc.runAndGet(Task.of("c = 7").pull("c")).value()).isEqualTo(7);
    }

    /** A kind of task of somebody's own: sets names, computes with what it finds, and leaves a name behind. */
    record SumOf(String left, String right) implements StokerCallable<Integer> {
        @Override
        public Integer call() {
            Map<String, Object> names = TaskContext.current().namespace();
            int sum = (int) names.get(left) + (int) names.get(right);
            names.put("sum", sum);
            return sum;
        }
    }

    @Test
    void shouldTakeTasksOfTheUsersOwnType() {
        TaskResult result = tc.runAndGet(Task.call(new SumOf("a", "b"))
                .push("a", 3)
                .push("b", 4)
                .pull("sum")
                .isolated());
        assertThat(result.value()).isEqualTo(7);
        assertThat(result.get("sum")).isEqualTo(7);
        assertThat(result.source()).isEqualTo("io.stoker.client.JavaFunctionIT$SumOf");
    }

    @Test
    void shouldTellTheFunctionWhichTaskItIs() throws Exception {
        TaskHandle<Long> handle = tc.submit(() -> TaskContext.current().taskId());
        assertThat(get(handle)).isEqualTo(handle.id());
        assertThatThrownBy(TaskContext::current).hasMessageContaining("no task runs on this thread");
    }

    @Test
    void shouldKeepWhatTheFunctionPrints() throws Exception {
        TaskHandle<?> handle = tc.submit(() -> System.out.println("from far away"));
        get(handle);
        assertThat(handle.result().stdout()).isEqualTo("from far away\n");
    }

    @Test
    void shouldNameTheFunctionWhereASourceWouldBe() {
        assertThat(tc.runAndGet(Task.call(() -> 1)).source())
                .isEqualTo("lambda in io.stoker.client.JavaFunctionIT.shouldNameTheFunctionWhereASourceWouldBe");
        assertThat(tc.runAndGet(Task.call(Thread::activeCount)).source()).isEqualTo("java.lang.Thread::activeCount");
        assertThat(Task.call(Thread::activeCount)).hasToString("Task(java.lang.Thread::activeCount)");
    }

    @Test
    void shouldInterruptTheFunctionOfAFutureThatIsCancelled() {
        TaskHandle<?> sleeping = tc.submit(() -> new CountDownLatch(1).await());
        await().until(() -> sleeping.state() == TaskState.RUNNING);
        assertThat(sleeping.cancel(true)).isTrue();
        assertThatThrownBy(() -> get(sleeping)).isInstanceOf(CancellationException.class);
        await().until(() -> sleeping.state() == TaskState.ABORTED);
    }

    @Test
    void shouldTellAFunctionThatWaitsForNothingToEnd() {
        TaskHandle<?> busy = tc.submit(() -> {
            while (!TaskContext.current().isCancelled()) {
                Thread.onSpinWait();
            }
        });
        await().until(() -> busy.state() == TaskState.RUNNING);
        busy.abort(TaskClient.AbortMode.INTERRUPT);
        assertThatThrownBy(() -> get(busy)).hasCauseInstanceOf(TaskAbortedException.class);
    }

    static class Broken {
        static final int VALUE = Integer.parseInt("no number");
    }

    @Test
    void shouldFailTheTaskWithWhatAStaticInitialiserThrows() {
        TaskHandle<Integer> handle = tc.submit(() -> Broken.VALUE);
        assertThatThrownBy(() -> get(handle))
                .hasMessageContaining("ExceptionInInitializerError")
                .hasMessageContaining("NumberFormatException");
    }

    @Test
    void shouldMapInOrder() {
        List<Integer> numbers = IntStream.range(0, 1_000).boxed().toList();
        assertThat(tc.map(n -> n * n, numbers))
                .isEqualTo(numbers.stream().map(n -> n * n).toList());
        assertThat(tc.map(n -> n, List.of())).isEmpty();
        assertThat(tc.mapper().map((a, b) -> a + ":" + b, List.of(1, 2), List.of("x", "y")))
                .containsExactly("1:x", "2:y");
        assertThatThrownBy(() -> tc.mapper().map((a, b) -> a, List.of(1), List.of(1, 2)))
                .hasMessageContaining("all sequences must have the same length");
    }

    private static int noSeven(int n) throws OutOfStock {
        if (n % 100 == 7) {
            throw new OutOfStock(n);
        }
        return n;
    }

    @Test
    void shouldEndAMapWithTheFirstFailure() {
        List<Integer> numbers = IntStream.range(0, 60).boxed().toList();
        assertThatThrownBy(() -> tc.map(JavaFunctionIT::noSeven, numbers))
                .isInstanceOfSatisfying(
                        ElementFailedException.class, e -> assertThat(e.index()).isEqualTo(7))
                .hasMessageContaining("element 7, in task ")
                .hasCauseInstanceOf(OutOfStock.class);
    }

    @Test
    void shouldNameEachElementThatFailedWhereAllAreWanted() {
        List<Integer> numbers = IntStream.range(0, 300).boxed().toList();
        assertThatThrownBy(() -> tc.mapper().collectFailures().map(JavaFunctionIT::noSeven, numbers))
                .isInstanceOfSatisfying(MapFailedException.class, e -> {
                    assertThat(e.failures())
                            .extracting(ElementFailedException::index)
                            .containsExactly(7L, 107L, 207L);
                    assertThat(e.results()).hasSize(300);
                    assertThat(e.results().get(7)).isNull();
                    assertThat(e.results().get(8)).isEqualTo(8);
                })
                .hasMessageStartingWith("3 of 300 elements failed");
    }

    @Test
    void shouldRunAChunkAgainIfRetriesAreLeft() {
        List<Integer> attempts = tc.mapper()
                .options(task -> task.retries(2))
                .chunk(3)
                .map(
                        n -> {
                            if (TaskContext.current().attempt() < 3) {
                                throw new IllegalStateException("not yet");
                            }
                            return TaskContext.current().attempt();
                        },
                        List.of(1, 2, 3, 4));
        assertThat(attempts).containsExactly(3, 3, 3, 3);
    }

    @Test
    void shouldMapAnEndlessIterationAsFarAsItIsUsed() {
        AtomicInteger taken = new AtomicInteger();
        Iterable<Integer> endless =
                () -> Stream.generate(taken::incrementAndGet).iterator();
        try (Stream<Integer> doubled = tc.mapper().stream(n -> n * 2, endless)) {
            assertThat(doubled.limit(100))
                    .isEqualTo(IntStream.rangeClosed(1, 100)
                            .map(n -> n * 2)
                            .boxed()
                            .toList());
        }
        assertThat(taken).hasValueLessThan(2_000_000);
        await().until(() -> tc.queueStatus().pending() + tc.queueStatus().scheduled() == 0);
    }

    @Test
    void shouldKeepNothingOfWhatAnOrderedStreamHasDelivered() {
        List<WeakReference<Quote>> delivered = new ArrayList<>();
        Iterable<Integer> endless = () -> Stream.iterate(0, n -> n + 1).iterator();
        try (Stream<Quote> quotes = tc.mapper().chunk(1).stream(n -> new Quote("tea", n), endless)) {
            Iterator<Quote> iterator = quotes.iterator();
            for (int i = 0; i < 32; i++) {
                if (i % 8 == 1) { // those that are under way have ended before anybody asks for them
                    await().until(() ->
                            tc.queueStatus().pending() + tc.queueStatus().scheduled() == 0);
                }
                delivered.add(new WeakReference<>(iterator.next()));
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                System.gc();
                return delivered.stream().limit(31).allMatch(one -> one.get() == null);
            });
        }
    }

    @Test
    void shouldGiveResultsAsTheyComeWithTheirElements() {
        List<Mapped<Integer>> all = new ArrayList<>();
        try (Stream<Mapped<Integer>> results = tc.mapper()
                .chunk(7)
                .<Integer, Integer>asCompleted(
                        n -> n + 1, IntStream.range(0, 100).boxed().toList())) {
            results.forEach(all::add);
        }
        assertThat(all).hasSize(100).allSatisfy(one -> assertThat(one.get()).isEqualTo((int) one.index() + 1));
    }

    @Test
    void shouldTellHowFarAMapIs() {
        List<Progress> heard = new ArrayList<>();
        tc.mapper()
                .chunk(10)
                .listener(heard::add)
                .map(n -> n, IntStream.range(0, 95).boxed().toList());
        assertThat(heard)
                .hasSize(10)
                .extracting(Progress::done)
                .isSorted()
                .last()
                .isEqualTo(95L);
        assertThat(heard.get(0).total()).hasValue(95);
    }

    @Test
    void shouldBringLargeFunctionsAndValuesByWayOfTheStore() throws Exception {
        byte[] large = new byte[3_000_000];
        large[2_999_999] = 5;
        byte[] back = get(tc.submit(() -> large.clone()));
        assertThat(back).isEqualTo(large);
    }

    private static int price(int six) {
        return six * 7;
    }

    @Test
    void shouldBringClassesAgainThatTheStoreHasLost() throws Exception {
        MemoryStore store = new MemoryStore();
        try (TestCluster cluster = TestCluster.start(1, Map.of(), store, ControllerListener.NONE)) {
            TaskClient client = cluster.connect(1).taskClient();
            assertThat(get(client.submit(() -> price(6)))).isEqualTo(42);
            // When the outcome is durable the task does not need them any more.
            await().until(() -> store.values()
                            .sweep(Duration.ofDays(-1))
                            .toCompletableFuture()
                            .join()
                    == 1);
            assertThat(get(client.submit(() -> price(6)))).isEqualTo(42);
            await().until(() -> store.values()
                            .sweep(Duration.ofDays(-1))
                            .toCompletableFuture()
                            .join()
                    == 1);
            long[] ids =
                    client.runAll(List.of(Task.call(() -> price(6)), Task.of("c = 42"), Task.call(() -> price(6))));
            assertThat(client.getTaskResult(ids[0]).value()).isEqualTo(42);
            assertThat(client.getTaskResult(ids[1]).source()).isEqualTo("c = 42");
            assertThat(client.getTaskResult(ids[2]).value()).isEqualTo(42);
        }
    }

    @Test
    void shouldRunRecoveriesThatAreFunctions() {
        Task rescued = Task.call(() -> {
                    throw new OutOfStock(0);
                })
                .recoveryTask(Task.call(() -> "rescued"));
        assertThat(tc.runAndGet(rescued, Duration.ofSeconds(30)).value()).isEqualTo("rescued");
    }
}
