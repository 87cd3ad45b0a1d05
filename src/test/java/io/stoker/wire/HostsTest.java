package io.stoker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.StokerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {
    /** The examples of RFC 5952, and what is not for it. */
    @ParameterizedTest
    @CsvSource({
        "::1, ::1",
        "[::1], ::1",
        "0:0:0:0:0:0:0:1, ::1",
        "::, ::",
        "2001:DB8::0001, 2001:db8::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "1::, 1::",
        "::ffff:127.0.0.1, 127.0.0.1",
        "127.1, 127.0.0.1",
        "10.0.0.5, 10.0.0.5",
        "Node7.example.org, Node7.example.org"
    })
    void shouldSpellAnAddressInOneWay(String text, String plain) {
        assertThat(Hosts.plain(text)).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fe80::1%eth0", "1:2", "300.1.1.1", "[::1", "::1]"})
    void shouldRefuseWhatNoOtherMachineCanUse(String text) {
        assertThatThrownBy(() -> Hosts.plain(text))
                .isInstanceOf(StokerException.class)
                .hasMessageContaining(text);
    }

    @Test
    void shouldPutAnAddressOfVersionSixIntoBrackets() {
        assertThat(Hosts.bracketed("::1")).isEqualTo("[::1]");
        assertThat(Hosts.bracketed("[::1]")).isEqualTo("[::1]");
        assertThat(Hosts.bracketed("127.0.0.1")).isEqualTo("127.0.0.1");
    }

    @Test
    void shouldKnowWhatStandsForAllAddresses() {
        assertThat(Hosts.isWildcard("0.0.0.0")).isTrue();
        assertThat(Hosts.isWildcard("[::0]")).isTrue();
        assertThat(Hosts.isWildcard("::1")).isFalse();
        assertThat(Hosts.isWildcard("localhost")).isFalse();
    }
}
