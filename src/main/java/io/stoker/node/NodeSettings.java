package io.stoker.node;

import com.typesafe.config.Config;

/**
 * The node's settings; each is explained in {@code reference.conf}.
 *
 * @param allowInsecureBind whether a node may listen where other machines reach it although nothing protects it
 */
public record NodeSettings(boolean allowInsecureBind) {

    public static NodeSettings from(Config config) {
        return new NodeSettings(config.getBoolean("stoker.allow-insecure-bind"));
    }
}
