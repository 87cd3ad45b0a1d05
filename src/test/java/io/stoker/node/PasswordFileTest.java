package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.trust.KeyFileException;
import io.stoker.trust.PrivateFiles;
import io.stoker.wire.WireConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordFileTest {
    @TempDir
    private Path home;

    private Profile profile = new Profile(Path.of("unset"), "unset");
    private Path file = Path.of("unset");

    @BeforeEach
    void makeProfile() {
        profile = new Profile(home, "test").create();
        file = profile.folder().resolve("database-password");
    }

    private void write(String text) {
        PrivateFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private NodeSettings settings(Map<String, ?> more) {
        return NodeSettings.from(WireConfig.load(more));
    }

    private NodeSettings named() {
        return settings(Map.of("stoker.postgresql.password-file", "database-password"));
    }

    @Test
    void shouldBeNoneIfNoneIsNamed() {
        assertThat(PasswordFile.of(profile, settings(Map.of()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {" pä#\"x ", " pä#\"x \n", " pä#\"x \r\n"})
    void shouldBeAllOfItsOnlyLine(String text) {
        write(text);

        assertThat(PasswordFile.of(profile, named())).hasValue(" pä#\"x ");
    }

    @Test
    void shouldBeFoundAnywhere() {
        write("secret");

        assertThat(PasswordFile.of(profile, settings(Map.of("stoker.postgresql.password-file", file.toString()))))
                .hasValue("secret");
    }

    @Test
    void shouldBeReadableByItsOwnerAlone() throws IOException {
        write("secret");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> PasswordFile.of(profile, named()))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("chmod 600 " + file)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "user=u\npassword=secret\n"})
    void shouldHaveAPasswordAndNothingElse(String text) {
        write(text);

        assertThatThrownBy(() -> PasswordFile.of(profile, named()))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("stoker.postgresql.password-file: " + file)
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldNotStandBesideAnotherPassword() {
        write("secret");
        NodeSettings both = settings(
                Map.of("stoker.postgresql.password-file", "database-password", "stoker.postgresql.password", "other"));

        assertThatThrownBy(() -> PasswordFile.of(profile, both))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("there are two passwords");
    }

    @Test
    void shouldSayThatThereIsNoSuchFile() {
        assertThatThrownBy(() -> PasswordFile.of(profile, named()))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(file.toString());
    }
}
