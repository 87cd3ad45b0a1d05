package io.stoker.task;

import static com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility.NONE;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The result of an ended task: its pulled values or its failure, and its attempts. Any Jackson mapper writes it as an
 * object with a property for each method that tells something of the task, times as ISO 8601 text. Pulled values are
 * written as the mapper writes their types: those of {@code java.time}, for example, need its {@code JavaTimeModule}.
 */
@JsonPropertyOrder({
    "taskId",
    "engineId",
    "state",
    "source",
    "arguments",
    "results",
    "failure",
    "submitted",
    "started",
    "completed",
    "duration",
    "stdout",
    "stderr",
    "attempts"
})
@JsonAutoDetect(getterVisibility = NONE, isGetterVisibility = NONE, fieldVisibility = NONE)
public final class TaskResult {
    private final FinishedTask task;
    private final ResultBody body;
    private final ValueDecoder decoder;
    private @Nullable Map<String, @Nullable Object> results;
    private @Nullable Map<String, @Nullable Object> arguments;

    /** As the other one, for who has no classes of functions. */
    public TaskResult(FinishedTask task, Map<StoredValue, byte[]> fetched) {
        this(task, fetched, ValueDecoder.PLAIN);
    }

    /**
     * The result from the ledger's data.
     *
     * @param fetched the values in the store that it refers to
     * @param decoder reads what a function returned or threw
     * @throws StokerException if the data cannot be read
     */
    public TaskResult(FinishedTask task, Map<StoredValue, byte[]> fetched, ValueDecoder decoder) {
        this.decoder = decoder;
        this.task = task.bare(); // values are not kept twice
        ResultBody read = read("result", () -> ResultBodyCodec.unpack(task.body(), task.values()));
        Map<String, Payload> values = new LinkedHashMap<>(read.values());
        values.replaceAll((name, value) -> {
            byte[] bytes = value instanceof StoredValue stored ? fetched.get(stored) : null;
            return bytes == null ? value : Payload.of(bytes);
        });
        this.body = new ResultBody(read.failure(), values, read.stdout(), read.stderr());
    }

    private <T> T read(String what, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (MalformedException e) {
            throw new StokerException("the " + what + " of task " + taskId() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The task's id. */
    @JsonProperty
    public long taskId() {
        return task.taskId();
    }

    /**
     * The small id of the engine of the last attempt; -1 if the task never had one. It may be another engine's by now.
     */
    @JsonProperty
    public int engineId() {
        return task.engineId();
    }

    /**
     * The source that was submitted, or what the function is called. Of one of more than {@value Origin#LONGEST_SOURCE}
     * bytes it is the beginning, with a note of its length.
     */
    @JsonProperty
    public String source() {
        Origin origin = task.origin();
        return origin == null ? "" : read("source", () -> BodyCodec.shownText(origin.code()));
    }

    /**
     * The names and values that were pushed. In place of a value of more than {@value Origin#LARGEST_ARGUMENT} bytes
     * there is an {@link OmittedValue}, and likewise of those that do not fit into {@value Origin#MOST_ARGUMENTS} bytes
     * together; of many hundreds of names, the first are here.
     */
    @JsonProperty
    public synchronized Map<String, @Nullable Object> arguments() {
        if (arguments == null) {
            Origin origin = task.origin();
            arguments = origin == null
                    ? Map.of()
                    : Collections.unmodifiableMap(read("arguments", () -> ArgumentsCodec.shown(origin.arguments())));
        }
        return arguments;
    }

    /** The pulled names and values, in the order of the pull; empty if the task failed. */
    @JsonProperty
    public synchronized Map<String, @Nullable Object> results() {
        if (results == null) {
            Map<String, @Nullable Object> decoded = new LinkedHashMap<>();
            pulled().forEach((name, value) -> decoded.put(name, Values.decode(bytes(value))));
            results = Collections.unmodifiableMap(decoded);
        }
        return results;
    }

    private Map<String, Payload> pulled() {
        if (!body.values().containsKey(ResultBody.VALUE)) {
            return body.values();
        }
        Map<String, Payload> pulled = new LinkedHashMap<>(body.values());
        pulled.remove(ResultBody.VALUE);
        return pulled;
    }

    private static byte[] bytes(Payload value) {
        if (value instanceof Payload.Inline inline) {
            return inline.bytes();
        }
        throw new IllegalStateException("a value has not been fetched");
    }

    /**
     * What the function returned; of a source, the value of the one name that it pulled.
     *
     * @throws TaskFailedException if the task failed; its cause is what the function threw
     * @throws IllegalStateException if the task is a source that pulled no name or several
     * @throws StokerException if the value cannot be read here, as when its class is missing
     */
    public @Nullable Object value() {
        raiseException();
        Payload returned = body.values().get(ResultBody.VALUE);
        if (returned != null) {
            return decoder.value(bytes(returned));
        }
        if (body.values().size() == 1) {
            return results().values().iterator().next();
        }
        throw new IllegalStateException("task " + taskId() + " is a source that pulled "
                + (body.values().isEmpty() ? "nothing" : keys() + ": ask for one of them with get(name)"));
    }

    /** The pulled names, in the order of the pull; empty if the task failed. */
    public List<String> keys() {
        return List.copyOf(pulled().keySet());
    }

    /**
     * The pulled values as a namespace.
     *
     * @throws TaskFailedException if the task failed
     */
    public ResultNamespace ns() {
        raiseException();
        return new ResultNamespace(results());
    }

    /**
     * The value pulled under {@code name}.
     *
     * @throws TaskFailedException if the task failed
     * @throws java.util.NoSuchElementException if the task did not pull {@code name}
     */
    public @Nullable Object get(String name) {
        return ns().get(name);
    }

    /** Why the task failed, or null if it did not. */
    @JsonProperty
    public @Nullable Failure failure() {
        return body.failure();
    }

    /**
     * Throws the task's failure, or does nothing if it succeeded. What a function threw is the cause of the failure.
     *
     * @throws EngineLostException if it failed because its engines were lost
     * @throws TaskAbortedException if it was aborted
     * @throws TaskTimeoutException if its time ran out
     * @throws TaskFailedException if it failed in any other way
     */
    public void raiseException() {
        Failure failure = body.failure();
        if (failure != null) {
            TaskFailedException exception = exception(failure);
            Payload thrown = body.values().get(ResultBody.VALUE);
            if (thrown != null) {
                exception.initCause(decoder.thrown(bytes(thrown)));
            }
            throw exception;
        }
    }

    private TaskFailedException exception(Failure failure) {
        return switch (task.state()) {
            case ABORTED -> new TaskAbortedException(taskId(), failure);
            case TIMED_OUT -> new TaskTimeoutException(taskId(), failure);
            default ->
                failure.kind() == Failure.Kind.ENGINE_LOST
                        ? new EngineLostException(taskId(), failure)
                        : new TaskFailedException(taskId(), failure);
        };
    }

    /** How the task ended. */
    @JsonProperty
    public TaskState state() {
        return task.state();
    }

    /** When the controller accepted the task. */
    public Instant submitted() {
        return Instant.ofEpochMilli(task.submitted());
    }

    /** When the last attempt started on its engine, or null if no attempt started. */
    public @Nullable Instant started() {
        return task.started() == 0 ? null : Instant.ofEpochMilli(task.started());
    }

    /** When the task ended. */
    public Instant completed() {
        return Instant.ofEpochMilli(task.completed());
    }

    /** How long the last attempt ran on its engine. */
    public Duration duration() {
        return Duration.ofNanos(task.nanos());
    }

    /** The tail of the last attempt's output. */
    @JsonProperty
    public String stdout() {
        return body.stdout();
    }

    /** The tail of the last attempt's error output. */
    @JsonProperty
    public String stderr() {
        return body.stderr();
    }

    /** All attempts with their outcomes, oldest first. */
    @JsonProperty
    public List<Attempt> attempts() {
        return task.attempts();
    }

    // In JSON, times are text: java.time needs a module, which a mapper does not have by itself.

    @JsonProperty("submitted")
    private String submittedText() {
        return submitted().toString();
    }

    @JsonProperty("started")
    private @Nullable String startedText() {
        Instant started = started();
        return started == null ? null : started.toString();
    }

    @JsonProperty("completed")
    private String completedText() {
        return completed().toString();
    }

    @JsonProperty("duration")
    private String durationText() {
        return duration().toString();
    }

    /**
     * As IPython1 prints it: {@code TaskResult[ID:0]:{}}, or the failure in place of the map; of a function,
     * {@code TaskResult[ID:0]:42}.
     */
    @Override
    public String toString() {
        Failure failure = body.failure();
        return "TaskResult[ID:" + taskId() + "]:" + (failure == null ? shown() : failure.text());
    }

    private String shown() {
        if (!body.values().containsKey(ResultBody.VALUE)) {
            return Printed.value(results());
        }
        String pulled = results().isEmpty() ? "" : " " + Printed.value(results());
        try {
            return Printed.value(value()) + pulled;
        } catch (StokerException e) {
            return "a value that cannot be read here: " + e.getMessage() + pulled;
        }
    }
}
