package io.stoker.controller;

import io.stoker.task.EngineInfo;

/**
 * Hears what a controller does not do itself: of engines that come and go, and of its own end. Called from the
 * controller's thread, so it must return at once.
 */
public interface ControllerListener {
    /** Hears nothing. */
    ControllerListener NONE = new ControllerListener() {};

    /** An engine has registered, for the first time or again. */
    default void registered(EngineInfo engine) {}

    /**
     * An engine is dead.
     *
     * @param evidence how that is known
     */
    default void lost(EngineInfo engine, String evidence) {}

    /**
     * The ledger hangs, and nothing in this JVM can be done about it: another one is to serve it.
     *
     * @param reason for people
     */
    default void stuck(String reason) {}

    /**
     * The ledger is damaged, and this JVM has never served it.
     *
     * @param reason for people
     */
    default void damaged(String reason) {}

    /** A client wants this controller to end. */
    default void toEnd() {}
}
