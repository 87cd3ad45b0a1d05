package io.stoker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import io.stoker.task.StokerException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a node listens, and where others reach it. */
class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.5, 7, '', 10.0.0.5, 7",
        "0.0.0.0, 7, outside.example.org, outside.example.org, 7",
        "0.0.0.0, 7, outside.example.org:9, outside.example.org, 9",
        "::, 7, [2001:db8::7]:9, 2001:db8::7, 9",
        "::, 7, [2001:DB8:0::7], 2001:db8::7, 7",
        "[::1], 7, '', ::1, 7"
    })
    void shouldBeReachedWhereItSays(String host, int port, String advertise, String knownHost, int knownPort) {
        Endpoint endpoint = Endpoint.of(host, port, advertise);

        assertThat(endpoint.bindHost()).isEqualTo(Hosts.plain(host));
        assertThat(endpoint.bindPort()).isEqualTo(port);
        assertThat(endpoint.host()).isEqualTo(knownHost);
        assertThat(endpoint.port()).isEqualTo(knownPort);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "[::]", ""})
    void shouldRefuseToBeKnownByNoAddress(String host) {
        assertThatThrownBy(() -> Endpoint.of(host, 7, ""))
                .isInstanceOf(StokerException.class)
                .hasMessageContaining("others cannot connect to '" + Hosts.plain(host) + "'")
                .hasMessageContaining("--advertise HOST");
    }

    @ParameterizedTest
    @ValueSource(strings = {":9", "h:", "h:0", "h:65536", "h:-1", "h:x", "2001:db8::7", "2001:db8::7:9", "[::1]x:9"})
    void shouldRefuseWhatIsNoAddress(String advertise) {
        assertThatThrownBy(() -> Endpoint.of("127.0.0.1", 7, advertise)).isInstanceOf(StokerException.class);
    }

    /** Otherwise nobody could say where a router has to send what comes in. */
    @Test
    void shouldListenAtTheAdvertisedPortIfNoOtherWasSaid() {
        assertThat(Endpoint.of("127.0.0.1", 0, "outside.example.org:9").bindPort())
                .isEqualTo(9);
        assertThat(Endpoint.of("127.0.0.1", 0, "outside.example.org").port()).isZero();
    }

    @Test
    void shouldListenWhereTheControllerIsReachedFrom() {
        assertThat(Endpoint.towards("127.0.0.1", "", 0, "")).isEqualTo(Endpoint.at("127.0.0.1", 0));
        assertThat(Endpoint.towards("::1", "", 0, "")).isEqualTo(Endpoint.at("::1", 0));
        assertThat(Endpoint.towards("127.0.0.1", "0.0.0.0", 5, ""))
                .isEqualTo(new Endpoint("0.0.0.0", 5, "127.0.0.1", 5));
        assertThat(Endpoint.towards("::1", "", 5, "outside.example.org:9"))
                .isEqualTo(new Endpoint("::1", 5, "outside.example.org", 9));
    }

    @Test
    void shouldBeLoopbackOnlyIfBothSidesAre() {
        assertThat(Endpoint.at("127.0.0.1", 1).isLoopback()).isTrue();
        assertThat(Endpoint.at("::1", 1).isLoopback()).isTrue();
        assertThat(new Endpoint("127.0.0.1", 1, "localhost", 1).isLoopback()).isTrue();
        assertThat(new Endpoint("127.0.0.1", 1, "192.0.2.1", 1).isLoopback()).isFalse();
        assertThat(new Endpoint("0.0.0.0", 1, "127.0.0.1", 1).isLoopback()).isFalse();
    }

    @Test
    void shouldSayBothSidesWhereTheyDiffer() {
        assertThat(Endpoint.at("::1", 1)).hasToString("[::1]:1");
        assertThat(new Endpoint("0.0.0.0", 1, "2001:db8::7", 2))
                .hasToString("0.0.0.0:1, known to others as [2001:db8::7]:2");
    }

    @Test
    void shouldTellArteryBothSides() {
        Config config = WireConfig.node(
                WireConfig.load(Map.of()),
                List.of("engine"),
                new Endpoint("::1", 1, "outside.example.org", 2),
                new TrustMode.Off());

        assertThat(config.getString("akka.remote.artery.bind.hostname")).isEqualTo("[::1]");
        assertThat(config.getInt("akka.remote.artery.bind.port")).isEqualTo(1);
        assertThat(config.getString("akka.remote.artery.canonical.hostname")).isEqualTo("outside.example.org");
        assertThat(config.getInt("akka.remote.artery.canonical.port")).isEqualTo(2);
    }

    @Test
    void shouldSayWhetherItsAddressOrItsPortIsWrong() {
        RuntimeException error = new IllegalStateException("Bind failed");

        assertThat(Endpoint.of("192.0.2.77", 7, "").cannotListen("--", error))
                .hasMessageStartingWith("cannot listen on 192.0.2.77:7: this machine has no such address")
                .hasMessageContaining("--advertise")
                .hasMessageEndingWith("(Bind failed)");
        assertThat(Endpoint.at("127.0.0.1", 7).cannotListen("--", error))
                .hasMessage("cannot listen on 127.0.0.1:7: does another program listen there? Choose another port with "
                        + "--port, or 0 for any free one (Bind failed)");
    }
}
