package io.stoker.engine;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The engine's settings; each is explained in {@code reference.conf}.
 *
 * @param kernel the language of its namespace
 * @param inlineLimit the most bytes that the values of one report may take
 * @param interruptGrace how long an interrupted attempt may take to end
 * @param prelude source that runs in each new namespace before any task; may be empty
 * @param preludeValues names and values pushed before that
 */
public record EngineSettings(
        String kernel,
        long inlineLimit,
        Duration interruptGrace,
        String prelude,
        Map<String, @Nullable Object> preludeValues) {

    public static EngineSettings from(Config config) {
        return new EngineSettings(
                config.getString("stoker.engine.kernel"),
                config.getBytes("stoker.inline-limit"),
                config.getDuration("stoker.engine.interrupt-grace"),
                config.getString("stoker.prelude"),
                config.getObject("stoker.prelude-values").unwrapped());
    }
}
