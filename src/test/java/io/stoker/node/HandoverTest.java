package io.stoker.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.wire.InstanceKey;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandoverTest {
    @Test
    void shouldBeOneLineWhateverTheSettingsHold() {
        Handover given = Handover.of(
                new GivenSettings(
                        Map.of("stoker.prelude", "a = 1\nb = \"two\"\r\n\u001b\u0000 \u00e4\ud83d\ude00", "x", ""),
                        "{\"a\":[1,2]}"),
                InstanceKey.random());

        assertThat(given.toLine()).doesNotContain("\n", "\r");
        assertThat(Handover.ofLine(given.toLine())).isEqualTo(given);
    }

    @Test
    void shouldHaveASecretOfItsOwnEachTime() {
        GivenSettings settings = new GivenSettings(Map.of(), "");

        assertThat(Handover.of(settings, null).protocol())
                .isNotEqualTo(Handover.of(settings, null).protocol());
    }

    @Test
    void shouldRefuseALineWithoutRepeatingIt() {
        for (String line :
                new String[] {"", "hello", "{}", "[1]", "{\"options\":{\"a\":\"pa55word\"}}", "{\"a\":\"pa55word\""}) {
            assertThatThrownBy(() -> Handover.ofLine(line))
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .doesNotContain("pa55word");
        }
    }

    @Test
    void shouldShowNoSecretsInALog() {
        Handover given = Handover.of(new GivenSettings(Map.of("stoker.postgresql.password", "pa55word"), ""), null);

        assertThat(given.toString()).doesNotContain("pa55word", given.protocol().secret());
    }
}
