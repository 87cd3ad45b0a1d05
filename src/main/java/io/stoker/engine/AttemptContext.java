package io.stoker.engine;

import io.stoker.kernel.Kernel;
import io.stoker.task.AttemptId;
import io.stoker.task.TaskContext;
import io.stoker.task.TaskProgress;
import io.stoker.task.TaskRejectException;
import io.stoker.wire.AttemptProgress;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What one attempt can learn and do. A thread it has left behind keeps its own. */
final class AttemptContext implements TaskContext {
    /** Of a prelude or a direct call, which is no task's. */
    private static final AttemptId NO_TASK = new AttemptId(-1, 0);

    private final AttemptId id;
    private final EngineIdentity engine;
    private final Kernel kernel;
    private final BooleanSupplier cancelled;
    private volatile @Nullable String rejection;
    private volatile @Nullable TaskProgress progress;

    /** Of what is no task's. */
    AttemptContext(EngineIdentity engine, Kernel kernel, BooleanSupplier cancelled) {
        this(NO_TASK, engine, kernel, cancelled);
    }

    /** @param cancelled whether it is to end */
    AttemptContext(AttemptId id, EngineIdentity engine, Kernel kernel, BooleanSupplier cancelled) {
        this.id = id;
        this.engine = engine;
        this.kernel = kernel;
        this.cancelled = cancelled;
    }

    @Override
    public long taskId() {
        return id.task();
    }

    @Override
    public int attempt() {
        return id.number();
    }

    @Override
    public int engineId() {
        return engine.id();
    }

    @Override
    public Map<String, @Nullable Object> getProperties() {
        return new PropertiesView(engine);
    }

    @Override
    public Map<String, @Nullable Object> namespace() {
        return kernel.variables();
    }

    @Override
    public boolean isCancelled() {
        return cancelled.getAsBoolean();
    }

    @Override
    public void progress(double fraction, String note) {
        progress = TaskProgress.of(fraction, note);
    }

    /** The last that was told; null if nothing was. */
    @Nullable
    AttemptProgress progress() {
        TaskProgress told = progress;
        return told == null ? null : new AttemptProgress(id, told);
    }

    @Override
    public void reject(String reason) {
        rejection = String.valueOf(reason);
        throw new TaskRejectException(reason);
    }

    /** Why it refused the engine; null if it has not. */
    @Nullable
    String rejection() {
        return rejection;
    }

    @Override
    public String toString() {
        return "task " + taskId() + ", attempt " + attempt() + ", on engine " + engineId();
    }
}
