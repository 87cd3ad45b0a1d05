package io.stoker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InstanceKeyTest {
    private final InstanceKey key = InstanceKey.random();

    @Test
    void shouldNameOneInstanceAndAllEnginesOfItsJvm() {
        assertThat(key.isOf(key.instance())).isTrue();
        assertThat(key.isOf(EngineName.of(key.instance(), 3))).isTrue();
        assertThat(InstanceKey.random().isOf(key.instance())).isFalse();
        assertThat(key.isOf("")).isFalse();
        assertThat(new InstanceKey(new Secret(0, 0)).instance())
                .as("the first half of the SHA-256 of sixteen zeros")
                .isEqualTo("374708ff-f771-9dd5-979e-c875d56cd228");
    }

    @Test
    void shouldBeTheSameAfterItsDigits() {
        String digits = key.secret().digits();
        assertThat(new InstanceKey(Secret.ofDigits(digits))).isEqualTo(key);
        assertThat(Secret.ofDigits("f".repeat(32))).isEqualTo(new Secret(-1, -1));
        assertThatThrownBy(() -> Secret.ofDigits("pa55word"))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("pa55word");
    }

    @Test
    void shouldNotBeSeenInALog() {
        assertThat(new Claim(key.secret(), key.secret(), null).toString())
                .doesNotContain(
                        key.secret().digits(), Long.toString(key.secret().high()));
        assertThat(key.toString()).doesNotContain(Long.toString(key.secret().low()));
    }
}
