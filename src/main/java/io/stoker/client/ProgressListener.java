package io.stoker.client;

/** Is told how far one map, or one wait for tasks, is, on the thread that waits. */
@FunctionalInterface
interface ProgressListener {

    /** How far it is: after each task of a map, and several times a second of a wait. */
    void progress(Progress progress);

    /** It is through, has failed, or was closed. May be called twice. */
    default void end() {}
}
