package io.stoker.node;

import io.stoker.wire.InstanceKey;

/** How the launcher's children are started: the commands. Real ones are {@link NodeJvm}'s. */
public interface ChildCommands {
    /**
     * Starts the controller, which speaks {@link ControllerEvents} and hears {@link NodeExited}.
     *
     * @param port to listen on; 0 for any free one
     * @param managementPort as well
     */
    ChildCommand controller(int port, int managementPort);

    /**
     * Starts a JVM of engines.
     *
     * @param first the place of its first engine among the launcher's, which is the id that it asks for: of engine 1
     *     the log is {@code engine-1.log}
     * @param count how many engines it has
     * @param key to the instance, which is this start of it
     * @param controller where it finds the controller
     */
    ChildCommand engines(int first, int count, InstanceKey key, HostPort controller);
}
