package io.stoker.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import io.stoker.task.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What {@code stoker.conf} says, as HOCON. Apart, so that a launcher loads no parser where there is no such file. */
public final class SettingsFile {
    private SettingsFile() {}

    /**
     * Writes that of a profile which a program has made for itself, in place of what it said before. Nobody but its
     * owner can read it, whereas a command line is every user's to read.
     *
     * @param settings by their keys
     */
    public static void write(Profile profile, Map<String, String> settings) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(settings)
                .forEach((key, value) -> text.append(key)
                        .append(" = ")
                        .append(ConfigUtil.quoteString(value))
                        .append('\n'));
        Profile.replace(profile.settingsFile(), text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * All of it in one text that refers to nothing else: not to other files, nor to variables of the environment.
     *
     * @throws NodeException if it cannot be read
     * @throws io.stoker.task.StokerException if it is not UTF-8
     */
    static String read(Path file) {
        try {
            // The parser takes a folder for an empty file, and any byte for a letter.
            SourceText.decode(Files.readAllBytes(file), "the settings file " + file);
            return render(ConfigFactory.parseFile(file.toFile()).resolve());
        } catch (ConfigException e) {
            throw new NodeException("cannot read the settings in " + file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new NodeException("cannot read the settings in " + file + ": " + e, e);
        }
    }

    /** The text without what stands under a path. */
    static String without(String text, String path) {
        return render(ConfigFactory.parseString(text).withoutPath(path));
    }

    private static String render(Config config) {
        return config.root().render(ConfigRenderOptions.concise());
    }
}
