package io.stoker.controller;

import io.stoker.task.TaskState;
import io.stoker.wire.EngineLoad;
import io.stoker.wire.ToClient;
import org.jspecify.annotations.Nullable;

/**
 * Hears how much a controller does, for those who watch it. Called from the controller's thread, so that it must return
 * at once, throw nothing, and allocate nothing in what is told of each task.
 */
public interface ControllerMetrics {
    /** Counts nothing. */
    ControllerMetrics NONE = new ControllerMetrics() {};

    /** Why there is to be another attempt of a task. */
    enum Again {
        /** The attempt has failed, and the task may be tried again. */
        RETRY,
        /** The engine of the attempt is dead, or silent. */
        LOST,
        /** The engine has rejected the task. */
        REJECTED,
        /** The task's recovery takes its place. */
        RECOVERY
    }

    /** How an engine has gone. */
    enum Gone {
        /** The launcher has seen the end of its process. */
        EXITED,
        /** Its node has said that it leaves. */
        LEFT,
        /** Its node was removed from the cluster, as it could not be reached. */
        REMOVED,
        /** Its node was expelled, because its certificate is no longer valid. */
        EXPELLED,
        /** It was ended, and its JVM was not. */
        ENDED
    }

    /** With whom the controller has channels. */
    enum Peers {
        /** The engines. */
        ENGINE,
        /** The clients. */
        CLIENT
    }

    /** The controller serves from now on. It begins anew: what was told before is over. */
    default void serves() {}

    /** The controller does not serve, or no longer. Nothing else is told until it {@link #serves}. */
    default void standsBy() {}

    /** So many tasks were accepted. */
    default void accepted(int tasks) {}

    /**
     * So many tasks were submitted and refused.
     *
     * @param reason that the key was used before, a value is missing, or the ledger is full or unavailable
     */
    default void refused(ToClient.Reason reason, int tasks) {}

    /**
     * A task was sent to an engine for the first time.
     *
     * @param queuedMillis how long after it was accepted
     */
    default void dispatched(long queuedMillis) {}

    /**
     * A task has ended.
     *
     * @param state one of the final ones
     * @param nanos how long its last attempt ran; 0 if the engine has not reported that
     */
    default void finished(TaskState state, long nanos) {}

    /** An attempt was lost with its engine, or given up because that is silent. */
    default void attemptLost() {}

    /** There is to be another attempt of a task. */
    default void ranAgain(Again why) {}

    /** The report of an attempt came too late, or again, and was not used. */
    default void reportedLate() {}

    /** A batch is on its way to the store, since this tick of {@code System.nanoTime()}. */
    default void commitBegan(long tick) {}

    /**
     * The batch on its way is durable.
     *
     * @param nanos how long that took
     * @param tasks how many tasks were accepted or ended in it
     */
    default void committed(long nanos, int tasks) {}

    /** So many tasks the ledger has, by the groups of {@link io.stoker.task.QueueStatus}. */
    default void tasks(long scheduled, long pending, long succeeded, long failed, long aborted) {}

    /** So many engines are registered, those that are silent apart. */
    default void engines(int available, int silent) {}

    /**
     * An engine has stated how much it has to do.
     *
     * @param engine its small id
     * @param load null if it has not stated that
     */
    default void load(int engine, @Nullable EngineLoad load) {}

    /** An engine has gone; another one may get its small id. */
    default void gone(int engine, Gone how) {}

    /** So many clients have a session. */
    default void sessions(int clients) {}

    /**
     * How much the channels have carried since the controller serves, the ended ones included, and what is under way.
     *
     * @param sentBytes of items, as often as they were sent
     * @param receivedBytes of items, each once
     * @param resentItems how many items had to be sent again
     * @param openItems how many items were sent, or are to be, and are not acknowledged
     * @param openBytes the bytes of these
     * @param full how many channels have no room in their window
     */
    default void channels(
            Peers peers,
            long sentBytes,
            long receivedBytes,
            long resentItems,
            long openItems,
            long openBytes,
            long full) {}

    /** Whether the ledger refuses new tasks, because its disk is full or its database cannot be reached. */
    default void trouble(boolean isThere) {}
}
