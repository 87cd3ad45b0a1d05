package io.stoker.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.trust.authority.Authority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a join file is said by its name, before anything is started. */
class JoinCredentialsTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @TempDir
    private static Path home;

    private static Authority authority;

    @TempDir
    private Path folder;

    private Path file = Path.of("unset");

    @BeforeAll
    static void makeAuthority() {
        authority = Authority.open(new KeyFolder(home.resolve("keys")), InstantSource.fixed(NOW));
    }

    @BeforeEach
    void writeFile() {
        file = folder.resolve("lab-3.join");
        write(Role.ENGINE, List.of("node7.example.org:10113", "[2001:db8::7]:10113"));
    }

    private void write(Role role, List<String> addresses) {
        String text = authority
                .joinFile(role, "lab-3", Duration.ofDays(30), addresses)
                .text();
        PrivateFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private JoinCredentials read(Role role, Instant now) {
        return JoinCredentials.read(file, "--join", Set.of(role), now);
    }

    @Test
    void shouldTellWhereTheControllersAre() {
        JoinCredentials join = read(Role.ENGINE, NOW);

        assertThat(join.addresses()).containsExactly("node7.example.org:10113", "[2001:db8::7]:10113");
        assertThat(join.isForOthers()).isTrue();
        assertThat(join.credentials().identity().id()).isEqualTo("lab-3");
    }

    @Test
    void shouldRefuseAFileOfAnotherRole() {
        assertThatThrownBy(() -> JoinCredentials.read(file, "STOKER_JOIN", JoinCredentials.CLIENTS, NOW))
                .isInstanceOf(KeyFileException.class)
                .hasMessageStartingWith(file + " (STOKER_JOIN) is the file of engine lab-3 (serial ")
                .hasMessageContaining("the role to join in is client or operator")
                .hasMessageEndingWith("scripts/stoker join-token --role client --out FILE");
    }

    @Test
    void shouldRefuseAFileThatHasExpiredAndSayBothTimes() {
        assertThatThrownBy(() -> read(Role.ENGINE, NOW.plus(Duration.ofDays(31))))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(file + " (--join) is the file of engine lab-3")
                .hasMessageContaining("has expired on 2026-07-01T12:00:00Z (it is 2026-07-02T12:00:00Z here)")
                .hasMessageEndingWith("scripts/stoker join-token --role engine --out FILE");
    }

    @Test
    void shouldTellThatAStartMakesTheFilesOfAProfileAnewThatHaveExpired() {
        write(Role.CLIENT, List.of());

        assertThatThrownBy(() -> read(Role.CLIENT, NOW.plus(Duration.ofDays(31))))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("which has expired on ")
                .hasMessageEndingWith("start the profile's cluster again, which makes new ones");
    }

    @Test
    void shouldSayHowToMakeTheFileOfAController() {
        assertThatThrownBy(() -> read(Role.CONTROLLER, NOW))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("but the role to join in is controller")
                .hasMessageEndingWith("scripts/stoker join-token --role controller --out FILE");
    }

    @Test
    void shouldSuspectTheClockWhereAFileIsNotYetValid() {
        assertThatThrownBy(() -> read(Role.ENGINE, NOW.minus(Duration.ofDays(365))))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("not valid before")
                .hasMessageContaining("2025-06-01T12:00:00Z")
                .hasMessageEndingWith("set the clock of this machine");
    }

    @Test
    void shouldRefuseAFileThatOthersCanRead() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> read(Role.ENGINE, NOW))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("chmod 600 " + file);
    }

    @Test
    void shouldSayHowToMakeAFileThatIsNotThere() throws IOException {
        Files.delete(file);

        assertThatThrownBy(() -> read(Role.CLIENT, NOW))
                .isInstanceOf(KeyFileException.class)
                .hasMessage("there is no file " + file + " (--join): make one on the controller's machine with: "
                        + "scripts/stoker join-token --role client --out FILE");
    }

    @Test
    void shouldRefuseWhatIsNoJoinFile() throws IOException {
        Files.writeString(file, "Address: here:1\n");

        assertThatThrownBy(() -> read(Role.ENGINE, NOW))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void shouldSayThatAFileTellsNoAddress() {
        write(Role.ENGINE, List.of());
        JoinCredentials join = read(Role.ENGINE, NOW);

        assertThat(join.isForOthers()).isFalse();
        assertThatThrownBy(join::addresses)
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(file + " (--join) has no line 'Address: HOST:PORT'");
    }

    @Test
    void shouldBeNamedByTheEnvironment() {
        assertThat(JoinCredentials.ofEnvironment(Map.of("STOKER_JOIN", "/a/b"))).hasValue(Path.of("/a/b"));
        assertThat(JoinCredentials.ofEnvironment(Map.of("STOKER_JOIN", " "))).isEmpty();
        assertThat(JoinCredentials.ofEnvironment(Map.of())).isEmpty();
    }
}
