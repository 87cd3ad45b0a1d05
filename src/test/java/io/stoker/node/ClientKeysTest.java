package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.client.Clusters.HostAndPort;
import io.stoker.task.StokerException;
import io.stoker.trust.KeyFolder;
import io.stoker.trust.Role;
import io.stoker.trust.authority.Authority;
import io.stoker.wire.TrustMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By what a client is let in: its join file, or the keys of the profile whose cluster it means. */
class ClientKeysTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @TempDir
    private Path home;

    private Path join = Path.of("unset");

    @BeforeEach
    void makeProfiles() {
        profile("default", "127.0.0.1", 1);
        profile("lab", "127.0.0.1", 2);
        profile("other", "::1", 2);
        KeyFolder keys = new KeyFolder(new Profile(home, "default").keys());
        join = home.resolve("client.join");
        keys.write(
                join,
                Authority.open(keys, InstantSource.fixed(NOW))
                        .joinFile(Role.CLIENT, "laptop", Duration.ofDays(1), List.of("[2001:db8::7]:3", "far:4"))
                        .text());
    }

    private void profile(String name, String host, int port) {
        Profile profile = new Profile(home, name).create();
        ConnectionFile.write(profile, new ConnectionInfo(host, port, "http", host, 5, 6, NOW, "v", "memory"));
        Authority.open(new KeyFolder(profile.keys()), InstantSource.fixed(NOW)).renew("here", List.of());
    }

    private ClientKeys keys(String setting, Map<String, String> environment) {
        return ClientKeys.of(setting, environment, home, NOW);
    }

    private TrustMode.On ofProfile(String name) {
        KeyFolder keys = new KeyFolder(new Profile(home, name).keys());
        return new TrustMode.On(keys.credentials(Role.CLIENT), keys.revoked());
    }

    private TrustMode trust(String host, int port) {
        return keys("", Map.of()).trust(List.of(new HostAndPort(host, port)));
    }

    @Test
    void shouldUseTheDefaultProfileIfNothingIsSaid() {
        assertThat(keys("", Map.of()).controllers()).containsExactly(new HostAndPort("127.0.0.1", 1));
        assertThat(trust("127.0.0.1", 1)).isEqualTo(ofProfile("default"));
    }

    @Test
    void shouldUseTheKeysOfTheProfileThatHasThePort() {
        assertThat(trust("localhost", 2)).isEqualTo(ofProfile("lab"));
        assertThat(trust("127.0.0.1", 2)).isEqualTo(ofProfile("lab"));
        assertThat(trust("::1", 2)).isEqualTo(ofProfile("other"));
        assertThat(trust("127.0.0.1", 99)).isEqualTo(ofProfile("default"));
    }

    @Test
    void shouldUseTheJoinFileOfTheSettingBeforeThatOfTheEnvironment() {
        ClientKeys keys = keys(join.toString(), Map.of("STOKER_JOIN", "/nowhere"));

        assertThat(keys.controllers()).containsExactly(new HostAndPort("2001:db8::7", 3), new HostAndPort("far", 4));
        assertThat(keys.trust(List.of(new HostAndPort("127.0.0.1", 1)))).isEqualTo(new TrustMode.On(join, null));
    }

    @Test
    void shouldUseTheJoinFileOfTheEnvironment() {
        ClientKeys keys = keys("", Map.of("STOKER_JOIN", join.toString()));

        assertThat(keys.controllers()).hasSize(2);
        assertThat(keys.trust(List.of(new HostAndPort("127.0.0.1", 1)))).isEqualTo(new TrustMode.On(join, null));
    }

    @Test
    void shouldKnowWhatAProfileTrustsNoMoreWhereItsOwnFileIsTheJoinFile() {
        TrustMode.On lab = ofProfile("lab");

        assertThat(keys(lab.credentials().toString(), Map.of()).trust(List.of(new HostAndPort("127.0.0.1", 2))))
                .isEqualTo(lab);
    }

    @Test
    void shouldNameTheVariableWhoseFileIsWrong() {
        Path engine = new KeyFolder(new Profile(home, "lab").keys()).credentials(Role.ENGINE);

        assertThatThrownBy(() -> keys("", Map.of("STOKER_JOIN", engine.toString())))
                .isInstanceOf(StokerException.class)
                .hasMessageContaining(engine + " (STOKER_JOIN) is the file of engine here");
    }

    @Test
    void shouldSayWhatAMachineWithoutKeysNeeds(@TempDir Path empty) {
        ClientKeys keys = ClientKeys.of("", Map.of(), empty.resolve("none"), NOW);

        assertThatThrownBy(() -> keys.trust(List.of(new HostAndPort("far", 10113))))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("there are no keys to connect to far:10113 with")
                .hasMessageContaining("scripts/stoker join-token --role client --out FILE")
                .hasMessageContaining("STOKER_JOIN");
    }

    @Test
    void shouldSayThatTheKeysOfAProfileHaveExpired() {
        ClientKeys keys = ClientKeys.of("", Map.of(), home, NOW.plus(Duration.ofDays(400)));

        assertThatThrownBy(() -> keys.trust(List.of(new HostAndPort("127.0.0.1", 2))))
                .hasMessageContaining("the keys of profile 'lab'")
                .hasMessageContaining("expired");
    }
}
