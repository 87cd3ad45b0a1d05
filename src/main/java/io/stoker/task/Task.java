package io.stoker.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A unit of work: source in the kernel's language or a Java function, the values pushed into the engine's namespace
 * before it runs, and the names pulled from it afterwards.
 *
 * <p>A {@code Task} is immutable: every option method returns a new one. Values are encoded when they are pushed, so
 * later changes to a pushed list or map do not reach the task, and a value that cannot travel is refused right there.
 * What a function captures is written each time the task is submitted.
 */
public final class Task {
    private static final Set<Class<?>> AS_TEXT = Set.of(
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class);

    /** How many tasks may follow each other by {@link #recoveryTask}. */
    public static final int MAX_RECOVERIES = 50;

    private final Body body;
    private final TaskOptions options;
    private final @Nullable Task recovery;

    private Task(Body body, TaskOptions options, @Nullable Task recovery) {
        this.body = body;
        this.options = options;
        this.recovery = recovery;
    }

    /**
     * A task that executes {@code source} in the namespace of whichever engine gets it.
     *
     * @param source the source; may be empty, for a task that only pushes and pulls
     * @throws IllegalArgumentException if {@code source} is null or not valid text: half of a surrogate pair cannot be
     *     sent
     */
    public static Task of(String source) {
        require(source != null, "a task's source must not be null");
        int half = Utf8.halfPair(source);
        require(half < 0, "a task's source must be text, but at index " + half + " is half of a surrogate pair");
        return new Task(new SourceBody(source, Map.of(), List.of()), TaskOptions.NONE, null);
    }

    /**
     * A task that was submitted before, as the ledger has it.
     *
     * @param spec its code, arguments and options; its recovery is among these
     * @throws IllegalArgumentException if {@code spec} is null
     * @throws MalformedException if its bytes are no task
     */
    public static Task of(TaskSpec spec) {
        require(spec != null, "a task is made of a spec, not null");
        TaskSpec recovery = spec.options().recovery();
        return new Task(
                BodyCodec.body(spec), spec.options().withRecovery(null), recovery == null ? null : Task.of(recovery));
    }

    /** The same as a retry of this task, which a {@link Query} finds by {@link Query#retriesOf}. */
    public Task retryOf(long taskId) {
        return with(options.withLabel(Labels.RETRY_OF, String.valueOf(taskId)));
    }

    /**
     * The same with another body and other options; the recovery stays, whatever these options say of it.
     *
     * @throws IllegalArgumentException if one of them is null
     */
    public Task with(Body body, TaskOptions options) {
        require(body != null && options != null, "a task has a body and options, not null");
        return new Task(body, options.withRecovery(null), recovery);
    }

    /**
     * The same with another source, as for a retry.
     *
     * @throws IllegalArgumentException if it calls a Java function, or {@code source} is not valid text
     */
    public Task source(String source) {
        require(body instanceof SourceBody, "a task that calls a function has no source: submit another task");
        return with(Task.of(source).body.with(body.arguments()).with(body.pull()));
    }

    /**
     * A task that calls a Java function on whichever engine gets it; {@link TaskResult#value()} is what it returns. The
     * engines need not have its classes: they travel with it, as far as the program that submits it can tell which ones
     * it needs.
     *
     * <p>While it runs, {@link TaskContext#current()} has the engine's namespace, where {@code push} and {@code pull}
     * of this task set and fetch names.
     *
     * @throws IllegalArgumentException if {@code function} is null
     */
    public static Task call(StokerCallable<?> function) {
        require(function != null, "a task's function must not be null");
        return new Task(LiveFunction.of(function), TaskOptions.NONE, null);
    }

    /**
     * A task that calls a public static method of a class that engines have on their own class path
     * ({@code scripts/stoker cluster --class-path PATH}); {@link TaskResult#value()} is what it returns. Of several
     * methods of this name it calls the one that Java would call with these arguments, where a method with variable
     * arguments takes them as an array. A parameter that is a record takes a record of the same components.
     *
     * <p>Nothing of this program's class path travels with it; an engine that has no such class looks among those that
     * functions of this program have brought, and asks this program for it. The task fails if there is no such class or
     * method, and says which methods there are.
     *
     * @param className the full name, as {@code com.acme.Pricer}
     * @param arguments each null or one of the types of {@link Values}, as the method's result
     * @throws IllegalArgumentException if one of the names is none
     * @throws UnsendableValueException if an argument, or something inside it, cannot travel
     */
    public static Task callStatic(String className, String method, @Nullable Object... arguments) {
        StaticCall call = StaticCall.of(className, method, arguments == null ? new Object[1] : arguments);
        return new Task(new LiveFunction(call, call.text(), Map.of(), List.of()), TaskOptions.NONE, null);
    }

    /** As {@link #call}, of a function that returns nothing; the value is null. */
    public static Task execute(StokerRunnable function) {
        require(function != null, "a task's function must not be null");
        return new Task(LiveFunction.of(function), TaskOptions.NONE, null);
    }

    /**
     * Also sets {@code name} to {@code value} in the engine's namespace right before the source runs.
     *
     * @param value null or one of the types of {@link Values}
     * @throws IllegalArgumentException if {@code name} is not an identifier, or has another meaning in a source
     * @throws UnsendableValueException if the value, or something inside it, cannot travel
     */
    public Task push(String name, @Nullable Object value) {
        return push(Collections.singletonMap(name, value));
    }

    /** As {@link #push(String, Object)}, for each entry of {@code values}. */
    public Task push(Map<String, ?> values) {
        Map<String, Payload> pushed = new LinkedHashMap<>(body.arguments());
        Names.of(values, "push").forEach((name, value) -> {
            Names.requireVariable(name, "push");
            pushed.put(name, Payload.of(Values.encode(Subject.of("push", name), value)));
        });
        return with(body.with(Collections.unmodifiableMap(pushed)));
    }

    /**
     * Also fetches {@code names} from the engine's namespace after the source has run. A name that is not defined then
     * fails the task.
     *
     * @throws IllegalArgumentException if one of them is not an identifier, or has another meaning in a source
     */
    public Task pull(String... names) {
        require(names != null, "pull needs names, not null");
        List<String> pulled = new ArrayList<>(body.pull());
        for (String name : names) {
            Names.requireVariable(name, "pull");
            if (!pulled.contains(name)) {
                pulled.add(name);
            }
        }
        return with(body.with(List.copyOf(pulled)));
    }

    /**
     * Runs the task up to {@code retries} more times when its own code fails. The loss of an engine does not use up a
     * retry.
     *
     * @throws IllegalArgumentException if {@code retries} is negative
     */
    public Task retries(int retries) {
        require(retries >= 0, "retries must be 0 or more, not " + retries);
        return with(options.withRetries(retries));
    }

    /** Never runs the task a second time when its engine is lost after it may have started: it fails instead. */
    public Task atMostOnce() {
        return with(options.withAtMostOnce());
    }

    /**
     * Pins the task from its submission on: its result stays whatever the settings of {@code stoker.retention} say and
     * {@code clear()} does, until it is unpinned. A pin that comes after the end of the task may come too late. Of a
     * recovery task this says nothing, as it has the id of the task that it takes the place of.
     */
    public Task pinned() {
        return with(options.withPinned());
    }

    /**
     * Leaves no names behind: the task sees the engine's names, and after its end, with any outcome, they are as they
     * were before; pushed, assigned, declared and imported names are removed. Objects are not copied: an element that
     * it adds to a list of the engine's stays.
     */
    public Task isolated() {
        return with(options.withIsolated());
    }

    /** Empties the engine's namespace before the values are pushed, so that nothing of earlier tasks is there. */
    public Task clearBefore() {
        return with(options.withClearBefore());
    }

    /** Empties the engine's namespace after the names are pulled, and also when the source has failed. */
    public Task clearAfter() {
        return with(options.withClearAfter());
    }

    /**
     * Runs the task only on an engine whose properties meet the condition; this replaces a condition that was set
     * before. A task that no engine fits waits without holding up others, and fails when that lasts too long
     * ({@code stoker.unmet-dependency-timeout}).
     */
    public Task depend(Condition condition) {
        require(condition != null, "depend needs a condition, not null");
        return with(options.withDepend(condition.toString()));
    }

    /**
     * As {@link #depend(Condition)}, with the condition as text: {@code depend("RAM > 2**32")}.
     *
     * @throws IllegalArgumentException if {@link Condition#parse} cannot read it
     */
    public Task depend(String condition) {
        require(condition != null, "depend needs a condition, not null");
        return depend(Condition.parse(condition));
    }

    /**
     * Runs {@code recovery} under the same id when the retries of this task are used up, and makes its result this
     * task's. It has its own retries, condition and recovery. A chain cannot contain a cycle, because a task is
     * immutable. This replaces a recovery that was set before.
     *
     * @throws IllegalArgumentException if the chain gets longer than {@link #MAX_RECOVERIES}
     */
    public Task recoveryTask(Task recovery) {
        require(recovery != null, "recoveryTask needs a task, not null");
        int length = 0;
        for (Task next = recovery; next != null; next = next.recovery) {
            length++;
        }
        require(
                length <= MAX_RECOVERIES,
                "recoveryTask takes a chain of at most " + MAX_RECOVERIES + " tasks, but this one has " + length);
        return new Task(body, options, recovery);
    }

    /**
     * Labels the task, so that it can be found by {@link Query#label(String, String)} also long after it has ended; a
     * label with the same key is replaced. Of a recovery task the labels say nothing, as it has the id of the task that
     * it takes the place of.
     *
     * @param key 1 to 63 letters, digits, {@code .}, {@code _}, {@code /} and {@code -}, as {@code "sweep"}; none that
     *     begins with {@code stoker/}
     * @param value up to 256 characters, none of which is a control character, as {@code "2026-12"}
     * @throws IllegalArgumentException if one of them is something else, or the task has 16 other labels
     */
    public Task label(String key, String value) {
        return labelled(key, value);
    }

    private Task labelled(@Nullable String key, @Nullable String value) {
        String good = Labels.requireOther(key);
        return with(options.withLabel(good, Labels.requireValue(good, value)));
    }

    /**
     * As {@link #label(String, String)}, for each entry of {@code labels}. Numbers, booleans and enum constants are
     * taken as text; whatever else is no text is refused.
     */
    public Task label(Map<String, ?> labels) {
        require(labels != null, "label needs labels, not null");
        Task labelled = this;
        for (Map.Entry<?, ?> label : labels.entrySet()) {
            labelled = labelled.labelled(text(label.getKey()), text(label.getValue()));
        }
        return labelled;
    }

    /** Of other types the text may be as long as the heap, or say nothing. */
    private static @Nullable String text(@Nullable Object value) {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        require(
                value instanceof Enum || AS_TEXT.contains(value.getClass()),
                "a label is of texts, numbers, booleans or enum constants, but this is a "
                        + value.getClass().getName() + ": make a text of it");
        return value.toString();
    }

    /**
     * Gives the task a name for people, which others may have as well, and by which it can be found; it replaces the
     * name before.
     *
     * @param name 1 to 256 characters, none of which is a control character, as {@code "price 17"}
     * @throws IllegalArgumentException if it is something else
     */
    public Task named(String name) {
        return with(options.withLabel(Labels.NAME, Labels.requireName(name)));
    }

    /** What it does: the source or function, the pushed values and the names to pull. */
    public Body body() {
        return body;
    }

    /** How it is to be run; its recovery is not among the options here. */
    public TaskOptions options() {
        return options;
    }

    /** The task that takes its place at last, if there is one. */
    public Optional<Task> recovery() {
        return Optional.ofNullable(recovery);
    }

    /**
     * How many bytes its source, values and names take, including its recovery; the limits apply to this, and to what
     * functions take when they are written.
     */
    public long payloadBytes() {
        return body.payloadBytes() + options.textBytes() + (recovery == null ? 0 : recovery.payloadBytes());
    }

    @Override
    public String toString() {
        return body instanceof SourceBody source
                ? "Task('" + Visible.of(source.source()) + "')"
                : "Task(" + body.text() + ")";
    }

    private Task with(Body body) {
        return new Task(body, options, recovery);
    }

    private Task with(TaskOptions options) {
        return new Task(body, options, recovery);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
