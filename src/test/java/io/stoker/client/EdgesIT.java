package io.stoker.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.client.multi.Connection;
import io.stoker.client.multi.EngineView;
import io.stoker.client.multi.MultiEngineClient;
import io.stoker.client.multi.ParallelFunction;
import io.stoker.client.multi.PendingResult;
import io.stoker.client.multi.PendingView;
import io.stoker.client.multi.ResultList;
import io.stoker.task.Body;
import io.stoker.task.Condition;
import io.stoker.task.EngineProperties;
import io.stoker.task.EventId;
import io.stoker.task.EventKind;
import io.stoker.task.EventQuery;
import io.stoker.task.PropertyCondition;
import io.stoker.task.Query;
import io.stoker.task.ResultNamespace;
import io.stoker.task.StokerBiFunction;
import io.stoker.task.StokerCallable;
import io.stoker.task.StokerException;
import io.stoker.task.StokerFunction;
import io.stoker.task.StokerRunnable;
import io.stoker.task.Task;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskResult;
import io.stoker.task.TaskSpec;
import io.stoker.task.TaskSummary;
import io.stoker.task.TestTasks;
import io.stoker.task.Values;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every public method, with the ends of what each of its parameters can be: it answers, or says in an exception of
 * Stoker's or about an argument what is wrong, and does so soon.
 */
class EdgesIT {
    private static final long SOON_SECONDS = 30;
    /** What functions of the user's throw, which may arrive as it is. */
    private static final String OWN = "a user's own";

    private static final Duration USUAL = Duration.ofMillis(50);

    /** What ends the cluster that the others need, or starts one. */
    private static final Set<String> ELSEWHERE =
            Set.of("close", "kill", "drain", "remove", "killController", "connect", "local", "benchmark");

    /** What may wait for as long as it is told to, for something that does not come. */
    private static final Set<String> WAITING = Set.of("waitForEngines", "waitForEnginesAsync");

    private static Stoker stoker;
    private static MultiEngineClient mec;
    private static ExecutorService threads;

    @BeforeAll
    static void start() {
        stoker = Stoker.local(1);
        mec = stoker.multiEngineClient();
        threads = Executors.newCachedThreadPool();
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
        stoker.close();
    }

    @TestFactory
    Stream<DynamicTest> everyPublicMethodAnswersOrSaysWhatIsWrong() {
        TaskClient tc = stoker.taskClient();
        TaskResult result = tc.runAndGet(Task.of("a = 1").pull("a"));
        Map<Class<?>, Object> subjects = new LinkedHashMap<>();
        subjects.put(Stoker.class, stoker);
        subjects.put(TaskClient.class, tc);
        subjects.put(MultiEngineClient.class, mec);
        subjects.put(EngineView.class, mec.on(0));
        subjects.put(PendingView.class, mec.pending());
        subjects.put(PendingResult.class, mec.pending().execute("a = 1"));
        subjects.put(ResultList.class, mec.execute("a"));
        subjects.put(ParallelFunction.class, mec.parallel("{ it }"));
        subjects.put(Mapper.class, tc.mapper());
        subjects.put(Task.class, Task.of("a = 1"));
        subjects.put(Query.class, Query.all());
        subjects.put(EventQuery.class, EventQuery.all());
        subjects.put(Condition.class, Condition.parse("RAM > 1"));
        subjects.put(PropertyCondition.class, Condition.property("RAM"));
        subjects.put(TaskResult.class, result);
        subjects.put(ResultNamespace.class, result.ns());
        subjects.put(EngineProperties.class, EngineProperties.NONE);
        subjects.put(Values.class, "only static methods");
        return subjects.entrySet().stream()
                .flatMap(subject -> Arrays.stream(subject.getKey().getMethods())
                        .filter(method ->
                                method.getDeclaringClass().getPackageName().startsWith("io.stoker"))
                        .filter(method ->
                                !Arrays.asList(method.getParameterTypes()).contains(Connection.class))
                        .filter(method -> !method.isBridge() && !ELSEWHERE.contains(method.getName()))
                        .map(method -> DynamicTest.dynamicTest(
                                subject.getKey().getSimpleName() + "." + method.getName()
                                        + Arrays.toString(method.getParameterTypes()),
                                () -> callAtTheEdges(method, subject.getValue()))));
    }

    /** Each parameter at each of its ends, with the others as usual. */
    private static void callAtTheEdges(Method method, Object subject) throws Exception {
        Class<?>[] types = method.getParameterTypes();
        @Nullable
        Object[] usual = Arrays.stream(types).map(type -> edges(type).get(0)).toArray();
        call(method, subject, usual);
        for (int i = 0; i < types.length; i++) {
            List<@Nullable Object> edges = edges(types[i]);
            for (Object edge : edges.subList(1, edges.size())) {
                @Nullable Object[] arguments = usual.clone();
                arguments[i] = edge;
                call(method, subject, arguments);
            }
        }
    }

    private static void call(Method method, Object subject, @Nullable Object... arguments) throws Exception {
        String what = method.getName() + described(arguments);
        Future<?> answer = threads.submit(() -> outcome(method, subject, arguments));
        try {
            answer.get(WAITING.contains(method.getName()) ? 200 : SOON_SECONDS * 1000, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            assertThat(WAITING).as("%s ends soon", what).contains(method.getName());
        } catch (ExecutionException e) {
            assertTells(what, e.getCause());
        }
    }

    private static @Nullable Object outcome(Method method, Object subject, @Nullable Object... arguments)
            throws Exception {
        Object target = Modifier.isStatic(method.getModifiers()) ? null : subject;
        try {
            Object value = method.invoke(target, arguments);
            if (value instanceof CompletableFuture<?> future) {
                return future.get(SOON_SECONDS, TimeUnit.SECONDS);
            }
            return value instanceof PendingResult<?> pending ? pending.get() : value;
        } catch (InvocationTargetException | ExecutionException | CompletionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static void assertTells(String what, Throwable thrown) {
        boolean tells = thrown instanceof StokerException
                || thrown instanceof IllegalArgumentException
                || thrown instanceof NoSuchElementException
                || thrown.getClass() == IndexOutOfBoundsException.class
                || thrown instanceof java.io.IOException
                || OWN.equals(thrown.getMessage());
        assertThat(tells && thrown.getMessage() != null)
                .as(() ->
                        what + " threw " + thrown + " at " + Arrays.toString(Arrays.copyOf(thrown.getStackTrace(), 8)))
                .isTrue();
        assertThat(thrown.getMessage()).as(what).isNotBlank();
    }

    private static String described(@Nullable Object... arguments) {
        List<String> texts = new ArrayList<>();
        for (Object argument : arguments) {
            String type = argument == null ? "null" : argument.getClass().getSimpleName();
            boolean isShort = argument instanceof Number && !(argument instanceof BigInteger)
                    || argument instanceof Duration
                    || argument instanceof String;
            texts.add(isShort ? type + " " + argument : type);
        }
        return texts.toString();
    }

    /** What is usual, and then the ends. */
    private static List<@Nullable Object> edges(Class<?> type) {
        if (type == long.class) {
            return List.of(0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE);
        } else if (type == int.class) {
            return List.of(1, 0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE);
        } else if (type == boolean.class) {
            return List.of(true, false);
        } else if (type == long[].class) {
            return Arrays.asList(
                    new long[] {0}, null, new long[0], new long[] {-1, 0, 0, Long.MIN_VALUE, Long.MAX_VALUE});
        } else if (type == int[].class) {
            return Arrays.asList(new int[] {0}, null, new int[0], new int[] {Integer.MIN_VALUE, Integer.MAX_VALUE});
        } else if (type == byte[].class) {
            return Arrays.asList(Values.encode("a", 1), null, new byte[0], new byte[] {-1});
        } else if (type == Duration.class) {
            return Arrays.asList(
                    USUAL,
                    null,
                    Duration.ZERO,
                    Duration.ofNanos(-1),
                    Duration.ofSeconds(Long.MIN_VALUE),
                    Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
        } else if (type == String.class) {
            return Arrays.asList("a", null, "", " ", "null", "a\0b", "\ud83d", "x".repeat(100_000));
        } else if (type == String[].class) {
            return Arrays.asList(new String[] {"a"}, null, new String[0], new String[] {null, "b"});
        } else if (type == Number.class) {
            return Arrays.asList(numbers().toArray());
        }
        return edgesOfObjects(type);
    }

    private static List<Object> numbers() {
        return new ArrayList<>(Arrays.asList(
                1,
                null,
                Double.NaN,
                Float.NEGATIVE_INFINITY,
                Double.MIN_VALUE,
                -0.0,
                Long.MIN_VALUE,
                new BigDecimal("1e1000000"),
                new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE),
                new BigDecimal(BigInteger.TEN.pow(2_000), Integer.MAX_VALUE),
                BigInteger.TWO.pow(10_000_000)));
    }

    private static List<@Nullable Object> edgesOfObjects(Class<?> type) {
        Map<Object, Object> odd = new HashMap<>();
        odd.put(null, 1);
        if (type == Object.class) {
            List<Object> inside = new ArrayList<>();
            inside.add(inside);
            List<Object> values = numbers();
            values.addAll(List.of(
                    List.of(1, 2), inside, Collections.nCopies(Integer.MAX_VALUE, 1), new Object(), "\ud83d", odd));
            return values;
        } else if (type == Object[].class) {
            return Arrays.asList(
                    new Object[] {List.of(1, 2)},
                    null,
                    new Object[0],
                    new Object[] {null},
                    new Object[] {List.of(), List.of()},
                    new Object[] {Collections.nCopies(Integer.MAX_VALUE, 1)});
        } else if (type == Map.class) {
            return Arrays.asList(
                    Map.of("a", "{ 1 }"),
                    null,
                    Map.of(),
                    odd,
                    Map.of(1, 1),
                    Collections.singletonMap("a", null),
                    Map.of("a", BigInteger.TWO.pow(10_000_000)),
                    Map.of("a", Collections.nCopies(Integer.MAX_VALUE, 1)));
        } else if (type == List.class || type == Collection.class) {
            return Arrays.asList(
                    List.of("a"),
                    null,
                    List.of(),
                    Collections.singletonList(null),
                    List.of(1),
                    List.of(1L << 40),
                    Set.of(7).stream().toList());
        } else if (type.isEnum()) {
            return Arrays.asList(type.getEnumConstants()[0], null);
        } else if (type == Task.class) {
            return Arrays.asList(Task.of("a = 1"), null, Task.of("").retries(Integer.MAX_VALUE));
        } else if (type == TaskSpec.class) {
            return Arrays.asList(TestTasks.spec("a = 1"), null);
        } else if (type == Body.class) {
            return Arrays.asList(Task.of("a = 1").body(), null);
        } else if (type == TaskOptions.class) {
            return Arrays.asList(TaskOptions.NONE.withRetries(1), null);
        } else if (type == TaskSummary.class) {
            return Arrays.asList(
                    stoker.taskClient().find(Query.all()).findFirst().orElseThrow(), null);
        } else if (type == Query.class) {
            return Arrays.asList(Query.all(), null, Query.all().label("a").state(Query.State.FAILED));
        } else if (type == EventQuery.class) {
            return Arrays.asList(EventQuery.all(), null, EventQuery.all().task(1));
        } else if (type == EventKind[].class) {
            return Arrays.asList(new EventKind[] {EventKind.ENDED}, null, new EventKind[0], new EventKind[] {null});
        } else if (type == EventId.class) {
            return Arrays.asList(EventId.START, null, new EventId(Long.MAX_VALUE, Integer.MAX_VALUE));
        } else if (type == Query.State[].class) {
            return Arrays.asList(
                    new Query.State[] {Query.State.ABORTED}, null, new Query.State[0], new Query.State[] {null});
        } else if (type == Instant.class) {
            return Arrays.asList(Instant.EPOCH, null, Instant.MIN, Instant.MAX);
        } else if (type == Condition.class) {
            return Arrays.asList(Condition.parse("pid > 0"), null);
        } else if (type == Consumer.class) {
            return Arrays.asList((Consumer<Object>) heard -> {}, null);
        } else if (type == Function.class) {
            return Arrays.asList((Function<Object, Object>) value -> 1, null);
        } else if (type == Class.class) {
            return Arrays.asList(Object.class, null, int.class, String.class);
        } else if (type == Path.class) {
            return Arrays.asList(Path.of("none.groovy"), null, Path.of(""), Path.of("/"));
        } else if (type == EngineProperties.class) {
            return Arrays.asList(EngineProperties.NONE, null);
        } else if (type == EngineListener.class) {
            return Arrays.asList(null, null);
        } else if (type == io.stoker.task.Subject.class) {
            return Arrays.asList(io.stoker.task.Subject.of("push", "a"), null);
        }
        return edgesOfFunctions(type);
    }

    private static Object thrown() {
        throw new IllegalStateException(OWN);
    }

    private static List<@Nullable Object> edgesOfFunctions(Class<?> type) {
        Thread thread = Thread.currentThread();
        if (type == StokerCallable.class) {
            StokerCallable<Object> unsendable = () -> thread;
            return Arrays.asList(
                    (StokerCallable<Object>) () -> 1,
                    null,
                    unsendable,
                    (StokerCallable<Object>) EdgesIT::thrown,
                    (StokerCallable<Object>) Object::new);
        } else if (type == StokerRunnable.class) {
            StokerRunnable unsendable = thread::start;
            return Arrays.asList((StokerRunnable) () -> {}, null, unsendable, (StokerRunnable) EdgesIT::thrown);
        } else if (type == StokerFunction.class) {
            StokerFunction<Object, Object> unsendable = value -> thread;
            StokerFunction<Object, Object> throwing = value -> thrown();
            return Arrays.asList((StokerFunction<Object, Object>) value -> 1, null, unsendable, throwing);
        } else if (type == StokerBiFunction.class) {
            StokerBiFunction<Object, Object, Object> throwing = (a, b) -> thrown();
            return Arrays.asList((StokerBiFunction<Object, Object, Object>) (a, b) -> 1, null, throwing);
        } else if (type == UnaryOperator.class) {
            UnaryOperator<Object> nothing = value -> null;
            UnaryOperator<Object> throwing = value -> {
                throw new IllegalArgumentException(OWN);
            };
            return Arrays.asList(UnaryOperator.identity(), null, nothing, throwing);
        } else if (type == Iterable.class) {
            Iterable<Object> throwing = () -> {
                throw new IllegalArgumentException(OWN);
            };
            return Arrays.asList(
                    List.of(1), null, List.of(), Collections.singletonList(null), List.of(thread), throwing);
        }
        throw new AssertionError("this test knows no ends of " + type);
    }
}
