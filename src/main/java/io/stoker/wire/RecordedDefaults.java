package io.stoker.wire;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.impl.ConfigImpl;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.CodeSource;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/**
 * The default settings of Stoker and its libraries, resolved, in one file that is made with the class data archive and
 * stands beside it. To parse and resolve the {@code reference.conf} of eighteen jars takes a tenth of a node's start.
 *
 * <p>The record is used only while the class path has the same such files, and in Stoker's own distribution.
 */
public final class RecordedDefaults {
    private static final String RESOURCE = "reference.conf";
    private static final String FILE = "defaults";

    /** Under this name Config keeps what {@link ConfigFactory#defaultReference()} returns, which Akka asks for. */
    private static final String CACHED_AS = "defaultReference";

    private RecordedDefaults() {}

    /**
     * What the {@code reference.conf} of all jars say, with the system properties that they may refer to, but those of
     * Akka: these are meant for the systems of an application.
     */
    static Config load() {
        return load(folder().map(folder -> folder.resolve(FILE)));
    }

    static Config load(Optional<Path> file) {
        Optional<Config> record = file.flatMap(RecordedDefaults::read);
        record.ifPresent(RecordedDefaults::cache);
        return withoutAkka(ConfigFactory.systemProperties())
                .withFallback(record.orElseGet(ConfigFactory::defaultReferenceUnresolved))
                .resolve();
    }

    /** As {@code config}, without what it sets of Akka's. */
    static Config withoutAkka(Config config) {
        return config.withoutPath("akka").withoutPath("ssl-config");
    }

    private static void cache(Config defaults) {
        var unused = ConfigImpl.computeCachedConfig(
                Thread.currentThread().getContextClassLoader(),
                CACHED_AS,
                () -> ConfigFactory.systemProperties().withFallback(defaults));
    }

    /** Makes the record of this JVM's class path, if it is that of a distribution with a place for it. */
    public static void record() {
        folder().ifPresent(folder -> {
            try {
                record(folder.resolve(FILE));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    static void record(Path file) throws IOException {
        Config defaults = ConfigFactory.defaultReferenceUnresolved().resolve();
        Path fresh = file.resolveSibling(FILE + "." + ProcessHandle.current().pid());
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(fresh)))) {
            SettingsCodec.write(sources(), out);
            SettingsCodec.write(defaults.root().unwrapped(), out);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        read(file); // so that its classes get into the archive
    }

    private static Optional<Config> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            boolean fits = sources().equals(SettingsCodec.read(in));
            return fits
                    ? Optional.of(ConfigValueFactory.fromAnyRef(SettingsCodec.read(in), RESOURCE))
                            .map(settings -> ((ConfigObject) settings).toConfig())
                    : Optional.empty();
        } catch (IOException e) {
            LoggerFactory.getLogger(RecordedDefaults.class).warn("{} cannot be read, and is of no use", file, e);
            return Optional.empty();
        }
    }

    /** The files with defaults on the class path, with the size and time of the jar of each. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (URL url :
                Collections.list(Thread.currentThread().getContextClassLoader().getResources(RESOURCE))) {
            sources.put(url.toString(), state(url));
        }
        return sources;
    }

    private static String state(URL url) throws IOException {
        try {
            URL place = url.openConnection() instanceof JarURLConnection jar ? jar.getJarFileURL() : url;
            Path file = Path.of(place.toURI());
            return Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (URISyntaxException e) {
            throw new IOException(url + " does not name a file", e);
        }
    }

    /** Where the class data archive of our jar's distribution is; empty if there is no such folder. */
    private static Optional<Path> folder() {
        CodeSource source = RecordedDefaults.class.getProtectionDomain().getCodeSource();
        if (source == null || !source.getLocation().getPath().endsWith("/lib/stoker.jar")) {
            return Optional.empty();
        }
        try {
            Path lib = Path.of(source.getLocation().toURI()).toAbsolutePath().getParent();
            return Optional.ofNullable(lib)
                    .map(path -> path.resolveSibling("cds"))
                    .filter(Files::isDirectory);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
