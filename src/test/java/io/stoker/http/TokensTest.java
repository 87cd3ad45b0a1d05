package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokensTest {
    private final Map<Capability, String> made = Tokens.make(new Secrets(new SecureRandom()));
    private final Tokens tokens = new Tokens(made);

    @Test
    void shouldKnowEachTokenAndNothingElse() {
        for (Capability each : Capability.values()) {
            String token = made.get(each);
            assertThat(tokens.of(token)).isEqualTo(each);
            assertThat(tokens.of(token + "x")).isNull();
            assertThat(tokens.of(token.substring(1))).isNull();
            assertThat(tokens.of(Secrets.hash(token))).isNull();
        }
        assertThat(tokens.of("")).isNull();
        assertThat(new HashSet<>(made.values())).hasSize(Capability.values().length);
    }

    @Test
    void shouldIncludeEachSmallerCapability() {
        assertThat(Capability.OPERATE.includes(Capability.SUBMIT)).isTrue();
        assertThat(Capability.SUBMIT.includes(Capability.READ)).isTrue();
        assertThat(Capability.READ.includes(Capability.READ)).isTrue();
        assertThat(Capability.READ.includes(Capability.SUBMIT)).isFalse();
        assertThat(Capability.SUBMIT.includes(Capability.OPERATE)).isFalse();
    }
}
