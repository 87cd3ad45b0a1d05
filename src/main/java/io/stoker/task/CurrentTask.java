package io.stoker.task;

import org.jspecify.annotations.Nullable;

/** Which task runs on a thread. Threads that the task starts inherit it. For engines. */
public final class CurrentTask {
    private static final InheritableThreadLocal<@Nullable TaskContext> CURRENT = new InheritableThreadLocal<>();

    private CurrentTask() {}

    /** The task of this thread; null if there is none. */
    static @Nullable TaskContext get() {
        return CURRENT.get();
    }

    /** From now on this is the task of this thread; null for none. */
    public static void set(@Nullable TaskContext context) {
        if (context == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(context);
        }
    }
}
