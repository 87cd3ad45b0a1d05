package io.stoker.node;

import java.util.UUID;

/** How the launcher's children are started: the commands. Real ones are {@link NodeJvm}'s. */
public interface ChildCommands {
    /**
     * Starts the controller, which speaks {@link ControllerEvents} and hears {@link EngineExited}.
     *
     * @param port to listen on; 0 for any free one
     * @param managementPort as well
     */
    ChildCommand controller(int port, int managementPort);

    /**
     * Starts an engine.
     *
     * @param slot its place among the launcher's engines, which is the id that it asks for: of engine 1 the log is
     *     {@code engine-1.log}
     * @param instance names this start of it
     * @param controller where it finds the controller
     */
    ChildCommand engine(int slot, UUID instance, HostPort controller);
}
