package io.stoker.engine;

import io.stoker.wire.ExitCode;

/** An engine's reports to the code that started it. */
public interface EngineCallbacks {

    /**
     * Whether the engine has its JVM for itself: no other engine, and no program of a user's that has other plans for
     * it.
     */
    default boolean isAlone() {
        return false;
    }

    /**
     * Whether another engine of this JVM runs something now, which may be what has used up the JVM's memory. False
     * where the JVM cannot be ended for that.
     */
    default boolean doNeighboursRun() {
        return false;
    }

    /** The processes that user code has started in this JVM. */
    default UserProcesses processes() {
        return UserProcesses.none();
    }

    /** The controller has given it this small id, for the first time or again; called by an actor. */
    void registered(int id);

    /**
     * It cannot continue: ends it, and everything in its JVM that belongs to it alone.
     *
     * @param code one of {@link ExitCode}
     * @param reason for people
     */
    void end(int code, String reason);
}
