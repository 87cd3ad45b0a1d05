package io.stoker.wire.link;

import com.typesafe.config.Config;
import io.stoker.wire.Settings;

/**
 * How frames travel between the controller and other nodes.
 *
 * @param bySocket whether by connections of their own
 * @param port where a controller listens for these; 0 for any free one
 * @param advertisedPort by which others reach that; 0 for the same
 * @param maxConnections how many a controller has at a time
 */
public record LinkSettings(boolean bySocket, int port, int advertisedPort, int maxConnections) {
    private static final int LAST_PORT = 65_535;

    /** What carries frames. */
    private enum Way {
        SOCKET,
        AKKA
    }

    /** From {@code stoker.channel}. */
    public static LinkSettings from(Config config) {
        Settings settings = new Settings(config);
        return new LinkSettings(
                settings.oneOf("stoker.channel.link", Way.class) == Way.SOCKET,
                (int) settings.number("stoker.channel.port", 0, LAST_PORT),
                (int) settings.number("stoker.channel.advertise-port", 0, LAST_PORT),
                settings.number("stoker.channel.max-connections", 1));
    }
}
