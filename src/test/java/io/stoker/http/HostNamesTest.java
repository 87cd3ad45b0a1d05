package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {
    private final HostNames plain =
            new HostNames(false, List.of("node1", "::1", "10.0.0.1"), List.of("stoker.example.org", "localhost:9000"));
    private final HostNames tls = new HostNames(true, List.of("node1"), List.of("stoker.example.org"));
    private InetSocketAddress local;

    @BeforeEach
    void address() throws UnknownHostException {
        local = new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 0, 0, 7}), 8558);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node1:8558",
                "NODE1:8558",
                "node1.:8558",
                "[::1]:8558",
                "[0:0:0:0:0:0:0:1]:8558",
                "10.0.0.1:8558",
                "10.0.0.7:8558",
                "stoker.example.org",
                "stoker.example.org:80",
                "stoker.example.org:443",
                "localhost:9000"
            })
    void shouldKnowItsNames(String host) {
        assertThat(plain.isOwn(host, local)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":8558",
                "node1",
                "node1:",
                "node1:8559",
                "node1:18558",
                "node2:8558",
                "node1.example:8558",
                "10.0.0.7",
                "10.0.0.8:8558",
                "[::2]:8558",
                "::1:8558x",
                "stoker.example.org:8558",
                "localhost:8558",
                "node1:8558.evil.example",
                "node1@evil.example:8558",
                "[:8558",
                "]:8558",
                "..:8558"
            })
    void shouldRefuseOthers(String host) {
        assertThat(plain.isOwn(host, local)).isFalse();
    }

    @Test
    void shouldKnowTheUsualPortOfItsScheme() throws UnknownHostException {
        InetSocketAddress https = new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 0, 0, 7}), 443);

        assertThat(tls.isOwn("node1", https)).isTrue();
        assertThat(plain.isOwn("node1", https)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://node1:8558",
                "http://stoker.example.org",
                "https://stoker.example.org",
                "http://[::1]:8558"
            })
    void shouldKnowItsOrigins(String origin) {
        assertThat(plain.isOwnOrigin(origin, local)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "://",
                "http://",
                "https://node1:8558",
                "http://node1",
                "ftp://node1:8558",
                "node1:8558"
            })
    void shouldRefuseOtherOrigins(String origin) {
        assertThat(plain.isOwnOrigin(origin, local)).isFalse();
    }
}
