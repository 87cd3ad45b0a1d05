package io.stoker.controller;

import io.stoker.task.EngineInfo;

/** Hears of engines that come and go; called from the controller's thread, so it must return at once. */
public interface EngineListener {
    /** Hears nothing. */
    EngineListener NONE = new EngineListener() {};

    /** An engine has registered, for the first time or again. */
    default void registered(EngineInfo engine) {}

    /**
     * An engine is dead.
     *
     * @param evidence how that is known
     */
    default void lost(EngineInfo engine, String evidence) {}
}
