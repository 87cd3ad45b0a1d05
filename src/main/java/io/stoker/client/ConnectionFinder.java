package io.stoker.client;

import org.jspecify.annotations.Nullable;

/** Knows where the cluster of a profile listens; found by {@link java.util.ServiceLoader}. */
public interface ConnectionFinder {

    /**
     * The address of the controller of a profile's cluster.
     *
     * @param profile null for the default one
     * @throws io.stoker.task.StokerException if none is running; the message names the command that starts one
     */
    HostAndPort find(@Nullable String profile);

    /** Where a controller listens. */
    record HostAndPort(String host, int port) {}
}
