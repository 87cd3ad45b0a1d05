package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.trust.Credentials;
import io.stoker.trust.KeyFileException;
import io.stoker.trust.KeyFolder;
import io.stoker.trust.Role;
import io.stoker.trust.authority.Authority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileKeysTest {
    private final List<String> warnings = new ArrayList<>();
    private Instant now = Instant.parse("2026-06-01T12:00:00Z");

    @TempDir
    private Path home;

    private Profile profile;
    private ProfileKeys keys;

    @BeforeEach
    void create() {
        profile = new Profile(home, "test").create();
        keys = new ProfileKeys(
                profile, List.of("10.0.0.5", "0.0.0.0", "fe80::1%eth0", "no_name"), () -> now, warnings::add);
    }

    @Test
    void shouldMakeKeysForEveryRoleAtTheFirstStart() throws Exception {
        keys.prepare();

        for (Role role : Role.values()) {
            assertThat(own(role).identity().role()).isEqualTo(role);
        }
        assertThat(own(Role.CONTROLLER).certificate().getSubjectAlternativeNames())
                .extracting(name -> name.get(1).toString())
                .contains("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "10.0.0.5", "fe80:0:0:0:0:0:0:1")
                .doesNotContain("0.0.0.0", "no_name");
        assertThat(warnings).isEmpty();
    }

    @Test
    void shouldMakeNothingAnewAtAStartOnTheSameDay() {
        keys.prepare();
        String serial = serial();
        now = now.plus(Duration.ofHours(23));

        keys.prepare();

        assertThat(serial()).isEqualTo(serial);
        assertThat(warnings).isEmpty();
    }

    @Test
    void shouldMakeCertificatesAnewAtAStartOnAnotherDayOfTheSameAuthority() {
        keys.prepare();
        Credentials before = own(Role.ENGINE);
        now = now.plus(Duration.ofDays(2));

        keys.prepare();

        assertThat(own(Role.ENGINE).identity().serial())
                .isNotEqualTo(before.identity().serial());
        assertThat(own(Role.ENGINE).authority()).isEqualTo(before.authority());
        assertThat(own(Role.ENGINE).identity().notAfter()).isEqualTo(now.plus(Duration.ofDays(30)));
    }

    @Test
    void shouldRenewCertificatesPastHalfTheirLifeWhileItRuns() {
        keys.prepare();
        String serial = serial();
        now = now.plus(Duration.ofDays(15));
        keys.renew();
        assertThat(serial()).isEqualTo(serial);

        now = now.plus(Duration.ofHours(1));
        keys.renew();

        assertThat(serial()).isNotEqualTo(serial);
        assertThat(warnings).isEmpty();
    }

    @Test
    void shouldWarnWhenCertificatesCannotBeRenewedAndGoOn() throws Exception {
        keys.prepare();
        now = now.plus(Duration.ofDays(16));
        Files.delete(new KeyFolder(profile.keys()).authorityKey());

        keys.renew();

        assertThat(warnings).singleElement().asString().contains("cannot be renewed", "authority.key is missing");
    }

    @Test
    void shouldRefuseAFolderThatOthersCanRead() throws Exception {
        keys.prepare();
        Files.setPosixFilePermissions(profile.keys(), PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatThrownBy(keys::prepare)
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("chmod 700 " + profile.keys());
    }

    @Test
    void shouldWarnInOneLineOfKeysThatWereMadeOnAnotherMachine() {
        keys.prepare();
        Path origin = profile.keys().resolve("made-on");
        new KeyFolder(profile.keys()).write(origin, "elsewhere 0123\n");

        new KeyOrigin(profile, "here 4567").warning().ifPresent(warnings::add);

        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("made on the machine elsewhere", "rm " + origin)
                .doesNotContain("\n");
    }

    @Test
    void shouldKnowAMachineThatHasGotAnotherNameOrTellsNoId() {
        keys.prepare();
        KeyFolder folder = new KeyFolder(profile.keys());
        folder.write(profile.keys().resolve("made-on"), "here 0123\n");

        assertThat(new KeyOrigin(profile, "renamed 0123").warning()).isEmpty();
        assertThat(new KeyOrigin(profile, "here -").warning()).isEmpty();
        assertThat(new KeyOrigin(profile, "elsewhere -").warning()).isPresent();
        assertThat(new KeyOrigin(profile, "here 4567").warning()).isPresent();
    }

    @Test
    void shouldTakeAProfileThatTellsNotWhereItWasMadeForOneOfHere() throws Exception {
        keys.prepare();
        Files.delete(profile.keys().resolve("made-on"));

        keys.prepare();

        assertThat(warnings).isEmpty();
        assertThat(profile.keys().resolve("made-on")).exists();
    }

    @Test
    void shouldMakeNoKeysWhereTheAuthorityIsAnotherMachines(@TempDir Path there) {
        Authority other = Authority.open(new KeyFolder(there.resolve("keys")), () -> now);
        KeyFolder folder = new KeyFolder(profile.keys());

        folder.adopt(other.certificate());

        assertThat(folder.authority()).hasSameTextualContentAs(there.resolve("keys/authority.pem"));
        assertThatThrownBy(keys::prepare)
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(folder.authorityKey() + " is missing")
                .hasMessageContaining("controller --join FILE");
        assertThat(folder.authorityKey()).doesNotExist();
        assertThat(folder.revoke("8c1f03a92b77d4e1", now, "")).isTrue();
    }

    @Test
    void shouldRefuseAnotherMachinesAuthorityWhereThereIsOne(@TempDir Path there) {
        Authority other = Authority.open(new KeyFolder(there.resolve("keys")), () -> now);
        keys.prepare();

        assertThatThrownBy(() -> new KeyFolder(profile.keys()).adopt(other.certificate()))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(profile.keys() + " has an authority of its own")
                .hasMessageContaining("--profile NAME");
    }

    private String serial() {
        return own(Role.CONTROLLER).identity().serial();
    }

    private Credentials own(Role role) {
        return Credentials.read(new KeyFolder(profile.keys()).credentials(role));
    }
}
