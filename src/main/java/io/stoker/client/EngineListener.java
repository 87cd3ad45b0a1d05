package io.stoker.client;

import io.stoker.task.EngineInfo;

/** Is told of engines that join and leave; see {@link Stoker#watchEngines}. */
public interface EngineListener {

    /** An engine has registered. */
    default void registered(EngineInfo engine) {}

    /** An engine is gone; {@code engine} is its last known state. */
    default void lost(EngineInfo engine) {}
}
