package io.stoker.client;

import io.stoker.task.EngineInfo;

/** Hears of engines that come and go; see {@link Stoker#watchEngines}. */
public interface EngineListener {

    /** An engine is there now. */
    default void registered(EngineInfo engine) {}

    /** An engine is no more; as it was last known. */
    default void lost(EngineInfo engine) {}
}
