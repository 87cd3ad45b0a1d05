package io.stoker.task;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Information and actions for a running task, or for a direct call on an engine. A Java function gets it from
 * {@link #current()}. Groovy source finds it under the name {@code stoker}, and the engine's small id under {@code id};
 * names of the user's own that are spelled like these hide them, until the namespace is cleared.
 */
public interface TaskContext {

    /**
     * The task that runs on this thread, or that has started this thread.
     *
     * @throws IllegalStateException if none does, as in a program that submits tasks
     */
    static TaskContext current() {
        TaskContext current = CurrentTask.get();
        if (current == null) {
            throw new IllegalStateException("no task runs on this thread: only code that an engine runs for a task, and"
                    + " the threads that it starts, have a TaskContext");
        }
        return current;
    }

    /** The task that runs; -1 in a prelude and in a direct call. */
    long taskId();

    /** Which run of the task this is: 1, 2, 3…; 0 in a prelude and in a direct call. */
    int attempt();

    /** The engine's small id; -1 in the prelude of an engine that has not registered yet. */
    int engineId();

    /**
     * The engine's current properties: putting changes the engine; a property that is removed, or set to null, is gone.
     * In Groovy: {@code stoker.properties.RAM = 1L << 33}.
     *
     * <p>A name must be an identifier and a value one of the types of {@link Values}; all of them together may take
     * {@link EngineProperties#MAX_BYTES}. Others are refused, naming the property.
     */
    Map<String, @Nullable Object> getProperties();

    /**
     * The variables of the engine's namespace, which live from task to task: those that {@code push} has set, and those
     * of earlier tasks. What is put here, sources and later tasks find, as long as the engine lives and the namespace
     * is not cleared.
     */
    Map<String, @Nullable Object> namespace();

    /**
     * Whether this attempt is to end, because it was aborted or its time is up. Its thread was interrupted then; code
     * that computes for long and waits for nothing asks this from time to time, and returns or throws.
     */
    boolean isCancelled();

    /**
     * Tells how far the task has come: {@code stoker.progress(0.4, "reading")}. Whoever asks for the task's progress
     * gets the last that was told; the controller hears it once a second. It costs next to nothing, and may be called
     * in a loop.
     *
     * @param fraction from 0 to 1
     * @param note what the task does, which may be empty; {@value TaskProgress#LONGEST_NOTE} bytes of it are kept
     * @throws IllegalArgumentException if the fraction is not from 0 to 1
     */
    void progress(double fraction, String note);

    /**
     * Refuses this engine: the attempt ends as rejected, whatever the task's code does afterwards.
     *
     * @param reason the reason, as "needs a GPU"
     * @throws TaskRejectException always
     */
    void reject(String reason);
}
