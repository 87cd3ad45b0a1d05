package io.stoker.engine;

import io.stoker.wire.EngineExit;

/** Ends an engine that cannot go on, and whatever of its JVM belongs to it alone. */
public interface EngineEnd {

    /**
     * The engine is to end.
     *
     * @param code one of {@link EngineExit}
     * @param reason for people
     */
    void end(int code, String reason);
}
