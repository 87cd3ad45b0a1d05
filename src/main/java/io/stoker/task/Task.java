package io.stoker.task;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A unit of work: source in the kernel's language, the values pushed into the engine's namespace before it runs, and
 * the names pulled from it afterwards.
 *
 * <p>A {@code Task} is immutable: every option method returns a new one. Values are encoded when they are pushed, so
 * later changes to a pushed list or map do not reach the task, and a value that cannot travel is refused right there.
 */
public final class Task {
    private final TaskSpec spec;

    private Task(TaskSpec spec) {
        this.spec = spec;
    }

    /**
     * A task that executes {@code source} in the namespace of whichever engine gets it.
     *
     * @param source the source; may be empty, for a task that only pushes and pulls
     * @throws IllegalArgumentException if {@code source} is null or no text: half of a surrogate pair cannot be sent
     */
    public static Task of(String source) {
        require(source != null, "a task's source must not be null");
        requireText(source);
        return new Task(new TaskSpec(source, Map.of(), List.of(), TaskOptions.NONE));
    }

    /**
     * Also sets {@code name} to {@code value} in the engine's namespace right before the source runs.
     *
     * @param value null or one of the types of {@link Values}
     * @throws IllegalArgumentException if {@code name} is no identifier
     * @throws UnsendableValueException if the value, or something inside it, cannot travel
     */
    public Task push(String name, @Nullable Object value) {
        Names.requireIdentifier(name, "push");
        Map<String, Payload> pushed = new LinkedHashMap<>(spec.push());
        pushed.put(name, Payload.of(Values.encode(name, value)));
        return new Task(new TaskSpec(spec.source(), pushed, spec.pull(), spec.options()));
    }

    /** As {@link #push(String, Object)}, for each entry of {@code values}. */
    public Task push(Map<String, ?> values) {
        require(values != null, "push needs a map of names to values, not null");
        Task task = this;
        for (Map.Entry<String, ?> entry : values.entrySet()) {
            task = task.push(entry.getKey(), entry.getValue());
        }
        return task;
    }

    /**
     * Also fetches {@code names} from the engine's namespace after the source has run. A name that is not defined then
     * fails the task.
     *
     * @throws IllegalArgumentException if one of them is no identifier
     */
    public Task pull(String... names) {
        require(names != null, "pull needs names, not null");
        List<String> pulled = new ArrayList<>(spec.pull());
        for (String name : names) {
            Names.requireIdentifier(name, "pull");
            if (!pulled.contains(name)) {
                pulled.add(name);
            }
        }
        return new Task(new TaskSpec(spec.source(), spec.push(), pulled, spec.options()));
    }

    /**
     * Runs the task up to {@code retries} more times when its own code fails. The loss of an engine does not use up a
     * retry.
     *
     * @throws IllegalArgumentException if {@code retries} is negative
     */
    public Task retries(int retries) {
        require(retries >= 0, "retries must be 0 or more, not " + retries);
        return with(spec.options().withRetries(retries));
    }

    /** Never runs the task a second time when its engine is lost after it may have started: it fails instead. */
    public Task atMostOnce() {
        return with(spec.options().withAtMostOnce());
    }

    /** The task as it travels. */
    public TaskSpec spec() {
        return spec;
    }

    @Override
    public String toString() {
        return "Task('" + spec.source() + "')";
    }

    private Task with(TaskOptions options) {
        return new Task(spec.with(options));
    }

    private static void requireText(String source) {
        for (int i = 0; i < source.length(); i++) {
            if (Character.isSurrogate(source.charAt(i))) {
                boolean pair =
                        i + 1 < source.length() && Character.isSurrogatePair(source.charAt(i), source.charAt(i + 1));
                require(pair, "a task's source must be text, and at index " + i + " is half of a surrogate pair");
                i++;
            }
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
