package io.stoker.node;

/**
 * What a controller tells whoever started it. In the controller's JVM the calls become lines on standard output, in the
 * launcher's the lines become calls again; {@link LineProtocol} is between them.
 */
public interface ControllerEvents {
    /** The ports are bound and requests are being served. */
    void ready(ConnectionInfo connection);

    /** An engine has registered, also one that does so again after a reconnect. */
    void engineRegistered(int engineId, String instance);

    /** An engine counts as gone. */
    void engineLost(int engineId, String instance);
}
