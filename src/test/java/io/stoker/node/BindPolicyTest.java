package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.StokerException;
import io.stoker.wire.Endpoint;
import io.stoker.wire.Hosts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BindPolicyTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "10.0.0.5", "0.0.0.0"})
    void shouldAllowAnyAddressWithTls(String host) {
        assertThat(BindPolicy.check(new Endpoint(host, 1, "10.0.0.5", 1), true, false))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "localhost", "::1"})
    void shouldAllowLoopbackWithoutTlsAndWarn(String host) {
        assertThat(BindPolicy.check(Endpoint.at(host, 1), false, false))
                .hasValue(
                        "NOTHING PROTECTS THIS NODE (stoker.tls=off): every user of this machine can run code as user "
                                + System.getProperty("user.name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.5", "0.0.0.0", "::", "192.168.1.1"})
    void shouldRefuseWhatOthersCanReach(String host) {
        assertThatThrownBy(() -> BindPolicy.check(new Endpoint(host, 1, "127.0.0.1", 1), false, false))
                .isInstanceOf(InsecureBindException.class)
                .hasMessageStartingWith("refusing to listen on " + Hosts.bracketed(host) + ":1")
                .hasMessageEndingWith(" with stoker.tls=off: leave TLS on, use 127.0.0.1, or set "
                        + "stoker.allow-insecure-bind=true if every machine that can reach this address may run code "
                        + "as you");
    }

    @Test
    void shouldWarnWhereItIsAllowed() {
        assertThat(BindPolicy.check(Endpoint.at("10.0.0.5", 1), false, true))
                .hasValueSatisfying(warning -> assertThat(warning)
                        .contains("10.0.0.5", "WITHOUT ANY PROTECTION", System.getProperty("user.name")));
    }

    @Test
    void shouldSayThatANameIsUnknown() {
        assertThatThrownBy(() -> BindPolicy.check(Endpoint.at("no-such-host.invalid", 1), false, false))
                .isInstanceOf(StokerException.class)
                .hasMessageContaining("no-such-host.invalid");
    }
}
