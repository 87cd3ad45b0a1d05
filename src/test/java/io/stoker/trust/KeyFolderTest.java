package io.stoker.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.trust.authority.Authority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFolderTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final SettableTime time = new SettableTime();

    @TempDir
    private Path home;

    private KeyFolder folder;

    @BeforeEach
    void name() {
        folder = new KeyFolder(home.resolve("keys"));
    }

    @Test
    void shouldSayThatCertificatesAreDueWhenOneIsMissingOrTooOld() throws Exception {
        folder.create();
        assertThat(isDue()).isTrue();
        Authority.open(folder, time).renew("here", List.of("localhost"));
        assertThat(isDue()).isFalse();

        time.pass(DAY);
        assertThat(isDue()).isFalse();
        time.pass(Duration.ofSeconds(1));
        assertThat(isDue()).isTrue();
        assertThat(folder.isDue(time.instant(), DAY.multipliedBy(15), List.of("localhost")))
                .isFalse();

        Files.delete(folder.credentials(Role.OPERATOR));
        assertThat(folder.isDue(time.instant(), DAY.multipliedBy(15), List.of("localhost")))
                .isTrue();
    }

    @Test
    void shouldSayThatCertificatesAreDueWhenTheClockWasMovedBackOrAHostIsNew() {
        Authority.open(folder, time).renew("here", List.of("localhost"));
        assertThat(folder.isDue(time.instant(), DAY, List.of("localhost", "10.0.0.5")))
                .isTrue();

        time.pass(DAY.negated());
        assertThat(isDue()).isTrue();
    }

    @Test
    void shouldSayThatCertificatesAreDueWhenAFileIsNonsense() {
        Authority.open(folder, time).renew("here", List.of());
        folder.write(folder.credentials(Role.CLIENT), "nonsense");

        assertThat(isDue()).isTrue();
    }

    private boolean isDue() {
        return folder.isDue(time.instant(), DAY, List.of("localhost"));
    }

    @Test
    void shouldListWhatWasGivenAwayAndTheMachinesOwn() {
        Authority authority = Authority.open(folder, time);
        assertThat(folder.own()).isEmpty();
        assertThat(folder.issuedCertificates()).isEmpty();
        authority.renew("here", List.of());
        Identity one =
                authority.joinFile(Role.ENGINE, "one", DAY, List.of("a:1")).identity();
        Identity two =
                authority.joinFile(Role.CLIENT, "two", DAY, List.of("a:1")).identity();

        assertThat(folder.issuedCertificates()).containsExactly(Issued.of(one), Issued.of(two));
        assertThat(folder.own()).extracting(Issued::role).containsExactly(Role.values());
        assertThat(folder.own()).extracting(Issued::id).containsOnly("here");
        assertThat(folder.own().get(0))
                .isEqualTo(Issued.of(
                        Credentials.read(folder.credentials(Role.CONTROLLER)).identity()));
    }

    @Test
    void shouldRevokeOnce() {
        folder.create();

        assertThat(folder.revoke("ab12", time.instant(), "laptop\nlost")).isTrue();
        assertThat(folder.revoke("ab12", time.instant(), "")).isFalse();
        assertThat(folder.revoke("cd34", time.instant(), "")).isTrue();

        Revocations revocations = Revocations.of(folder.revoked());
        assertThat(List.of("ab12", "cd34")).allMatch(revocations::contains);
        assertThat(revocations.contains("ef56")).isFalse();
        assertThat(folder.revoked()).hasContent("ab12 2026-06-01T12:00:00Z laptop lost\ncd34 2026-06-01T12:00:00Z\n");
    }

    @Test
    void shouldLoseNothingWhenSeveralWriteAtOnce() {
        folder.create();

        IntStream.range(0, 50).parallel().forEach(i -> folder.revoke(Integer.toHexString(i + 16), time.instant(), ""));

        assertThat(Revocations.of(folder.revoked()))
                .satisfies(all ->
                        assertThat(IntStream.range(0, 50)).allMatch(i -> all.contains(Integer.toHexString(i + 16))));
    }

    @Test
    void shouldRefuseAListOfRevokedCertificatesThatIsNone() {
        folder.create();
        folder.write(folder.revoked(), "ab12\n\nNOT HEX\n");

        assertThatThrownBy(() -> Revocations.of(folder.revoked()))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(folder.revoked().toString())
                .hasMessageContaining("NOT HEX");
    }
}
