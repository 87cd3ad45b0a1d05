package io.stoker.task;

import java.io.Serializable;

/** Code that can be sent to an engine and returns nothing; as {@link StokerCallable} otherwise. */
@FunctionalInterface
public interface StokerRunnable extends Serializable {

    /** Does what it is for. */
    void run() throws Exception;
}
