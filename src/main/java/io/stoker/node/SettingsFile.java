package io.stoker.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import io.stoker.task.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code stoker.conf} says, as HOCON. Apart, so that a launcher loads no parser where there is no such file. */
final class SettingsFile {
    private SettingsFile() {}

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
