package io.stoker.node;

import com.typesafe.config.Config;

/**
 * The node's settings; each is explained in {@code reference.conf}.
 *
 * @param allowInsecureBind whether a node may listen where other machines reach it although nothing protects it
 * @param mostStoredValues how many bytes the controller's store keeps of large values
 */
public record NodeSettings(boolean allowInsecureBind, long mostStoredValues) {

    public static NodeSettings from(Config config) {
        return new NodeSettings(
                config.getBoolean("stoker.allow-insecure-bind"), config.getBytes("stoker.max-stored-values"));
    }
}
