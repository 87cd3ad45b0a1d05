package io.stoker.node;

/** What the JVM of engines tells the launcher that has started it. */
interface EngineEvents {
    /** An engine has registered, also one that does so again after a reconnect. */
    void engineRegistered(int engineId, String instance);

    /** A client has ended an engine, and its neighbours go on. */
    void engineEnded(String instance);
}
