package io.stoker.engine;

import com.typesafe.config.Config;

/**
 * The engine's settings; each is explained in {@code reference.conf}.
 *
 * @param kernel the language of its namespace
 * @param inlineLimit the most bytes that the values of one report may take
 */
public record EngineSettings(String kernel, long inlineLimit) {

    public static EngineSettings from(Config config) {
        return new EngineSettings(config.getString("stoker.engine.kernel"), config.getBytes("stoker.inline-limit"));
    }
}
