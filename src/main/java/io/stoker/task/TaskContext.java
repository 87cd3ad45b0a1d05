package io.stoker.task;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Information and actions for a running task. Groovy source finds it under the name {@code stoker}, and the engine's
 * small id under {@code id}; names of the user's own that are spelled like these hide them, until the namespace is
 * cleared.
 */
public interface TaskContext {

    /** The task that runs; -1 in a prelude. */
    long taskId();

    /** Which run of the task this is: 1, 2, 3…; 0 in a prelude. */
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
     * Refuses this engine: the attempt ends as rejected, whatever the task's code does afterwards.
     *
     * @param reason the reason, as "needs a GPU"
     * @throws TaskRejectException always
     */
    void reject(String reason);
}
