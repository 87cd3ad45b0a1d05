package io.stoker.wire;

import io.stoker.task.Attempt;
import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import io.stoker.task.Code;
import io.stoker.task.EngineInfo;
import io.stoker.task.EngineProperties;
import io.stoker.task.Failure;
import io.stoker.task.FinishedTask;
import io.stoker.task.Labels;
import io.stoker.task.Origin;
import io.stoker.task.Outcome;
import io.stoker.task.Payload;
import io.stoker.task.StoredValue;
import io.stoker.task.Submitter;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskPage;
import io.stoker.task.TaskSpec;
import io.stoker.task.TaskState;
import io.stoker.task.TaskSummary;
import io.stoker.task.TestTasks;
import io.stoker.wire.ToController.AttemptReport;
import io.stoker.wire.ToEngine.Assignment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToIntFunction;

/** The largest contents that messages may have by the limits of those who make them. */
final class Largest {
    /** {@code stoker.inline-limit}. */
    static final int INLINE = 128 * 1024;
    /** What a task prints, both streams together. */
    private static final int OUTPUT = 64 * 1024;
    /** An engine holds its prefetch, and takes no more with this many reports unacknowledged. */
    private static final int HELD = 128 + 1_000;

    private static final Origin ORIGIN = Origin.of(TestTasks.spec(
            "s".repeat(2 * Origin.LONGEST_SOURCE),
            Map.of(
                    "a",
                    Payload.of(new byte[Origin.LARGEST_ARGUMENT]),
                    "b",
                    Payload.of(new byte[Origin.LARGEST_ARGUMENT]),
                    "c",
                    Payload.of(new byte[Origin.LARGEST_ARGUMENT])),
            List.of(),
            TaskOptions.NONE));

    private static final AttemptId ID = new AttemptId(Long.MAX_VALUE, Integer.MAX_VALUE);

    private Largest() {}

    /** A page of tasks that have all that a task may have. */
    static TaskPage page(Map<String, String> labels) {
        String name = "漢".repeat(Labels.LONGEST_VALUE);
        Submitter submitter = new Submitter("s".repeat(200), "漢".repeat(200), "漢".repeat(200), "i".repeat(200));
        TaskSummary full = new TaskSummary(
                Long.MAX_VALUE,
                name,
                labels,
                TaskState.TIMED_OUT,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                "e".repeat(AttemptResult.LONGEST_ERROR),
                submitter);
        return new TaskPage(full(full, TaskSummary::size), "x".repeat(4_096));
    }

    /** As many as fit into a message by their own word. */
    static <T> List<T> full(T element, ToIntFunction<T> size) {
        List<T> many = Collections.nCopies(100_000, element);
        return List.copyOf(many.subList(0, Batches.fit(many, 0, size)));
    }

    /** Tasks at the limit, each in another way. */
    static List<TaskSpec> specs() {
        List<TaskSpec> specs = new ArrayList<>();
        specs.add(TestTasks.spec(""));
        specs.add(TestTasks.spec(
                "ü".repeat(INLINE / 2),
                Map.of(),
                List.of(),
                TaskOptions.NONE.withRetries(Integer.MAX_VALUE).withAtMostOnce()));
        specs.add(TestTasks.spec("", Map.of("x", Payload.of(new byte[INLINE - 1])), List.of(), TaskOptions.NONE));
        specs.add(TestTasks.spec("", values(), List.of(), TaskOptions.NONE));
        specs.add(TestTasks.spec("", Map.of(), List.copyOf(values().keySet()), TaskOptions.NONE));
        specs.removeIf(spec -> TestTasks.body(spec).payloadBytes() > INLINE);
        return specs;
    }

    /** As many names with a byte each as the limit allows. */
    private static Map<String, Payload> values() {
        Map<String, Payload> values = new LinkedHashMap<>();
        int bytes = 0;
        for (int i = 0; ; i++) {
            String name = Integer.toString(i, Character.MAX_RADIX);
            bytes += name.length() + 1;
            if (bytes > INLINE) {
                return values;
            }
            values.put(name, Payload.of(new byte[1]));
        }
    }

    static List<Assignment> assignments() {
        return specs().stream().map(spec -> new Assignment(ID, spec)).toList();
    }

    static List<AttemptReport> reports() {
        List<AttemptReport> reports = new ArrayList<>();
        reports.add(new AttemptReport(ID, null));
        results().forEach(result -> reports.add(new AttemptReport(ID, result)));
        return reports;
    }

    private static List<AttemptResult> results() {
        String printed = "x".repeat(OUTPUT);
        return List.of(
                TestTasks.result(Outcome.SUCCEEDED, Map.of(), null, "", "", Long.MAX_VALUE),
                TestTasks.result(Outcome.SUCCEEDED, values(), null, "", printed, 1),
                TestTasks.result(Outcome.SUCCEEDED, Map.of("x", Payload.of(new byte[INLINE])), null, printed, "", 1),
                TestTasks.result(Outcome.FAILED, Map.of(), failure("m".repeat(4 << 10)), printed, "", 1),
                TestTasks.result(Outcome.FAILED, Map.of(), failure(""), "", "", 1));
    }

    /** A function with as many bundles of classes as fit beside nothing else. */
    static Code code() {
        StoredValue bundle = new StoredValue(new UUID(-1, -1), Long.MAX_VALUE, -1);
        return new Code("client", new UUID(-1, -1), Collections.nCopies(INLINE / StoredValue.INLINE_BYTES, bundle));
    }

    static Failure failure(String message) {
        Failure.Frame frame = new Failure.Frame("f".repeat(256), "g".repeat(256), Integer.MAX_VALUE);
        return new Failure(
                Failure.Kind.USER_CODE,
                "t".repeat(256),
                message,
                1,
                1,
                Collections.nCopies(100, frame),
                message.repeat(4));
    }

    static List<FinishedTask> finished() {
        Attempt attempt = new Attempt(
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                Outcome.TIMED_OUT,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                "e".repeat(600));
        List<FinishedTask> tasks = new ArrayList<>();
        for (AttemptResult result : results()) {
            tasks.add(finished(result, List.of()));
            tasks.add(finished(result, Collections.nCopies(51, attempt)));
        }
        return tasks;
    }

    private static FinishedTask finished(AttemptResult result, List<Attempt> attempts) {
        long big = Long.MAX_VALUE;
        TaskState state = TaskState.TIMED_OUT;
        return TestTasks.finished(big, state, 9, big, big, big, big, TestTasks.body(result), attempts, ORIGIN);
    }

    static List<AttemptId> attempts() {
        return Collections.nCopies(HELD, ID);
    }

    static HeldAttempts held() {
        return new HeldAttempts(
                attempts().subList(0, 128), List.of(ID), attempts().subList(0, 1_000), false);
    }

    /** All that a task may set beside what the engine begins with. */
    static EngineProperties properties() {
        return EngineProperties.NONE.with("p", "v".repeat(EngineProperties.MAX_BYTES - 8));
    }

    /** First and last ids, alternating, that take as many bytes as they can. */
    static long[] runs(int count) {
        long[] runs = new long[2 * count];
        Arrays.fill(runs, Long.MAX_VALUE);
        return runs;
    }

    /** With as many properties as an engine may have. */
    static EngineInfo engine() {
        return new EngineInfo(
                999,
                "00000000-0000-0000-0000-000000000000",
                "akka://stoker@" + "a".repeat(64) + ":65535",
                List.of("groovy"),
                EngineProperties.of(Map.of("text", "x".repeat(4_000), "pid", 4194304L)),
                true,
                true,
                128);
    }
}
