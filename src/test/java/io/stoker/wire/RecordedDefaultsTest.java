package io.stoker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedDefaultsTest {
    private static final String REFERRED_TO = "akka.serialization.jackson.jackson-cbor.made-up";
    private static final String REFERS_TO_IT = "akka.serialization.jackson.jackson-cbor-264.made-up";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void record() throws IOException {
        file = folder.resolve("defaults");
        RecordedDefaults.record(file);
        ConfigFactory.invalidateCaches();
    }

    @AfterEach
    void forget() {
        System.clearProperty(REFERRED_TO);
        ConfigFactory.invalidateCaches();
    }

    @Test
    void shouldBeWhatTheFilesSay() {
        Config recorded = RecordedDefaults.load(Optional.of(file));
        ConfigFactory.invalidateCaches();

        assertThat(recorded).isEqualTo(RecordedDefaults.load(Optional.empty()));
        assertThat(recorded.withoutPath("akka").withoutPath("ssl-config"))
                .isEqualTo(ConfigFactory.load().withoutPath("akka").withoutPath("ssl-config"));
    }

    @Test
    void shouldBeWhatAkkaGetsAsDefaults() {
        RecordedDefaults.load(Optional.of(file));
        Config defaults = ConfigFactory.defaultReference();

        assertThat(defaults.getValue("akka.loglevel").origin().description()).isEqualTo("reference.conf");
        ConfigFactory.invalidateCaches();
        assertThat(defaults).isEqualTo(ConfigFactory.defaultReference());
    }

    @Test
    void shouldNotHideTheDefaultsOfAnotherJar() throws IOException {
        Files.writeString(folder.resolve("reference.conf"), "another.setting = 5");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader more = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(more);
            assertThat(RecordedDefaults.load(Optional.of(file)).getInt("another.setting"))
                    .isEqualTo(5);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Some of Akka's defaults refer to others. */
    @Test
    void shouldBeTheSameWhateverAnApplicationSetsOfAkka() {
        System.setProperty(REFERRED_TO, "7");
        ConfigFactory.invalidateCaches();

        assertThat(RecordedDefaults.load(Optional.of(file)).hasPath(REFERS_TO_IT))
                .isFalse();
        assertThat(RecordedDefaults.load(Optional.empty()).hasPath(REFERS_TO_IT))
                .isFalse();
    }

    @Test
    void shouldLetTheDefaultsOfAnotherJarReferToSystemProperties() throws IOException {
        Files.writeString(folder.resolve("reference.conf"), "another.folder = ${java.io.tmpdir}");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader more = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(more);
            assertThat(RecordedDefaults.load(Optional.of(file)).getString("another.folder"))
                    .isEqualTo(System.getProperty("java.io.tmpdir"));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void shouldBeDoneWithoutWhereTheRecordIsMissingOrDamaged() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

        Config defaults = RecordedDefaults.load(Optional.empty());
        assertThat(RecordedDefaults.load(Optional.of(file))).isEqualTo(defaults);
        assertThat(RecordedDefaults.load(Optional.of(folder.resolve("none")))).isEqualTo(defaults);
    }
}
