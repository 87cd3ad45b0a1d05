package io.stoker.trust.authority;

import static org.assertj.core.api.Assertions.assertThat;

import io.stoker.trust.Credentials;
import io.stoker.trust.Identity;
import io.stoker.trust.KeyFolder;
import io.stoker.trust.PeerCheck;
import io.stoker.trust.Revocations;
import io.stoker.trust.Role;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @TempDir
    private Path home;

    @Test
    void shouldIssueCertificatesThatItsOwnCheckTrusts() throws Exception {
        Authority authority = Authority.open(new KeyFolder(home.resolve("keys")), InstantSource.fixed(NOW));
        authority.renew("here", List.of("localhost", "127.0.0.1", "::1"));

        for (Role role : Role.values()) {
            Credentials credentials = Credentials.read(home.resolve("keys").resolve(role.word() + ".pem"));
            Identity identity = new PeerCheck(
                            authority.certificate(), authority.profile(), Revocations.none(), InstantSource.fixed(NOW))
                    .check(new X509Certificate[] {credentials.certificate()}, Set.of(role));

            assertThat(identity).isEqualTo(credentials.identity());
            assertThat(identity.role()).isEqualTo(role);
            assertThat(identity.id()).isEqualTo("here");
            assertThat(identity.notAfter()).isEqualTo(NOW.plus(Duration.ofDays(30)));
        }
    }
}
