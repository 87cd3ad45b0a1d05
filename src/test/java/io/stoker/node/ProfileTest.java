package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTest {
    private static final ConnectionInfo CONNECTION = new ConnectionInfo(
            "127.0.0.1",
            10113,
            "http",
            "127.0.0.1",
            8558,
            4711,
            Instant.parse("2026-01-02T03:04:05Z"),
            "0.1.0",
            "memory");

    @TempDir
    private Path folder;

    @Test
    void shouldMakeFoldersOnlyTheirOwnerCanRead() throws IOException {
        Profile profile = new Profile(folder.resolve("home"), "default").create();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(profile.folder())))
                .isEqualTo("rwx------");
        assertThat(profile.logs()).isDirectory();
        assertThat(profile.log(ProcessName.engine(2))).hasFileName("engine-2.log");
        assertThat(profile.pidFile(ProcessName.CONTROLLER).path()).hasFileName("controller.pid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "a/b", "-x", "a b"})
    void shouldRefuseNamesThatAreNoFolder(String name) {
        assertThatThrownBy(() -> new Profile(folder, name))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("'" + name + "' cannot name a profile");
    }

    @Test
    void shouldReadTheConnectionItWrote() {
        Profile profile = new Profile(folder, "p").create();

        ConnectionFile.write(profile, CONNECTION);

        assertThat(ConnectionFile.read(profile)).isEqualTo(CONNECTION);
        assertThat(profile.folder()).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void shouldSkipFieldsOfLaterVersions() {
        String later = CONNECTION.toJson().replace("{", "{\"token\":null,\"more\":{\"host\":[1]},");

        assertThat(ConnectionInfo.ofJson(later)).isEqualTo(CONNECTION);
    }

    @Test
    void shouldSayHowToStartAClusterWhereThereIsNone() {
        assertThatThrownBy(() -> ConnectionFile.read(new Profile(folder, "test")))
                .isInstanceOf(NoClusterException.class)
                .hasMessage("no cluster is running under profile 'test' (no " + folder.resolve("test/connection.json")
                        + "): start one with: scripts/stoker --profile test cluster -n 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"host\":\"h\"}", "{\"host\":\"h\",\"port\":\"x\"}"})
    void shouldSayWhatIsWrongWithABrokenConnectionFile(String text) throws IOException {
        Profile profile = new Profile(folder, "p").create();
        Files.writeString(profile.connectionFile(), text);

        assertThatThrownBy(() -> ConnectionFile.read(profile))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining(profile.connectionFile().toString())
                .hasMessageContaining("restart the cluster");
    }

    @Test
    void shouldKeepWhatEndsWithAControllerApartFromWhatOutlivesIt() {
        Profile profile = new Profile(Path.of("home"), "p");

        assertThat(profile.scratchValues()).isNotEqualTo(profile.values());
    }
}
