package io.stoker.node;

import com.typesafe.config.Config;
import io.stoker.client.ClientSettings;
import io.stoker.controller.ControllerSettings;
import io.stoker.engine.EngineSettings;
import io.stoker.http.HttpSettings;
import io.stoker.task.SettingException;
import io.stoker.wire.MembershipSettings;
import io.stoker.wire.WireConfig;
import java.util.Map;

/**
 * Reads the settings of all parts of a cluster. Every process does so before anything else, also for the parts that run
 * elsewhere: what is wrong with one is said once, and not by each engine that starts with it.
 */
public final class AllSettings {
    private AllSettings() {}

    /**
     * The configuration with these settings on top.
     *
     * @throws SettingException if nothing reads one of them, or it cannot have its value
     */
    public static Config load(Map<String, ?> settings) {
        return check(WireConfig.load(settings));
    }

    /** The configuration itself, from {@link WireConfig#load}; refuses as {@link #load}. */
    static Config check(Config config) {
        NodeSettings.from(config);
        HttpSettings.from(config);
        ControllerSettings.check(config);
        EngineSettings.from(config);
        ClientSettings.from(config);
        MembershipSettings.from(config);
        return config;
    }

    /** Refuses as {@link #load}. Without any settings nothing is loaded: a light command stays light. */
    public static void check(Map<String, ?> settings) {
        if (!settings.isEmpty()) {
            load(settings);
        }
    }
}
