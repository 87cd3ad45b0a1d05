package io.stoker.client;

/** Is told how far one map is, on the thread that waits for its results. */
@FunctionalInterface
interface MapListener {

    /** Another task of the map has ended. */
    void progress(MapProgress progress);

    /** The map is through, has failed, or was closed. May be called twice. */
    default void end() {}
}
