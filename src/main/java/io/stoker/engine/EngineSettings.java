package io.stoker.engine;

import com.typesafe.config.Config;
import io.stoker.task.InlineLimit;

/**
 * The engine's settings; each is explained in {@code reference.conf}.
 *
 * @param kernel the language of its namespace
 * @param limit what the values of one report may take, together and each
 */
public record EngineSettings(String kernel, InlineLimit limit) {

    public static EngineSettings from(Config config) {
        return new EngineSettings(
                config.getString("stoker.engine.kernel"),
                new InlineLimit(config.getBytes("stoker.inline-limit"), config.getBytes("stoker.max-value-size")));
    }
}
