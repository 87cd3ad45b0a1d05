package io.stoker.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.stoker.wire.WireConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a person has set for the nodes of a profile, before anything of {@code application.conf}.
 *
 * @param options those of the command line, as {@code -D}
 * @param file those of {@code stoker.conf} in the profile's folder, as HOCON that refers to nothing else; empty for
 *     none. They come second. They are where a password belongs: a command line is every user's to read.
 */
public record GivenSettings(Map<String, String> options, String file) {
    /** What only a controller needs to know: engines run everybody's code. */
    private static final String DATABASE = "stoker.postgresql";

    public GivenSettings {
        options = Map.copyOf(options);
    }

    /**
     * These options, and what the profile's {@code stoker.conf} says now.
     *
     * @throws NodeException if that file cannot be read
     */
    public static GivenSettings of(Profile profile, Map<String, String> options) {
        Path file = profile.settingsFile();
        return new GivenSettings(options, Files.exists(file) ? SettingsFile.read(file) : "");
    }

    /** Without those of the database. */
    GivenSettings forEngines() {
        Map<String, String> kept = new TreeMap<>(options);
        kept.keySet().removeIf(key -> (key.replace("\"", "") + ".").startsWith(DATABASE + "."));
        return new GivenSettings(kept, file.isEmpty() ? file : SettingsFile.without(file, DATABASE));
    }

    /** With this option, unless it is among them. */
    GivenSettings orElse(String name, String value) {
        Map<String, String> more = new TreeMap<>(options);
        more.putIfAbsent(name, value);
        return new GivenSettings(more, file);
    }

    /**
     * Refuses, with a {@link io.stoker.task.SettingException}, what {@link #load} would refuse. Where nothing but a
     * prelude is set nothing is loaded: a launcher stays light.
     */
    void check() {
        if (!file.isEmpty() || !Set.of("stoker.prelude").containsAll(options.keySet())) {
            load();
        }
    }

    /**
     * All settings of a node that was started with these.
     *
     * @throws io.stoker.task.SettingException if nothing reads one of them, or it cannot have its value
     */
    Config load() {
        ConfigParseOptions named = ConfigParseOptions.defaults().setOriginDescription(Profile.SETTINGS_FILE);
        return AllSettings.check(WireConfig.load(options, ConfigFactory.parseString(file, named)));
    }
}
