package io.stoker.engine;

import com.typesafe.config.Config;
import io.stoker.kernel.Kernels;
import io.stoker.task.InlineLimit;
import io.stoker.task.Names;
import io.stoker.wire.Settings;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The engine's settings; each is explained in {@code reference.conf}.
 *
 * @param kernel the language of its namespace
 * @param limit what the values of one report may take, together and each
 * @param interruptGrace how long an interrupted attempt may take to end
 * @param preferredId the small id it asks for when it registers first; -1 for any
 * @param prelude source that runs in each new namespace before any task; may be empty
 * @param preludeValues names and values pushed before that
 */
public record EngineSettings(
        String kernel,
        InlineLimit limit,
        Duration interruptGrace,
        int preferredId,
        String prelude,
        Map<String, @Nullable Object> preludeValues) {

    public static EngineSettings from(Config config) {
        Settings settings = new Settings(config);
        return new EngineSettings(
                settings.parsed("stoker.engine.kernel", Kernels::require),
                settings.inlineLimit(),
                settings.duration("stoker.engine.interrupt-grace", Duration.ZERO),
                settings.number("stoker.engine.preferred-id", -1),
                settings.text("stoker.prelude"),
                readable(settings.values("stoker.prelude-values")));
    }

    private static Map<String, @Nullable Object> readable(Map<String, @Nullable Object> values) {
        values.keySet().forEach(name -> Names.requireVariable(name, "stoker.prelude-values"));
        return values;
    }
}
