package io.stoker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.stoker.task.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "stoker.schedul.order, stoker.schedule.order",
        "stoker.schedule.ordr, stoker.schedule.order",
        "stoker.order, stoker.schedule.order",
        "stoker.max-age, stoker.retention.max-age",
        "stoker.client.connection-timeout, stoker.client.connect-timeout",
        "stoker.Ledger, stoker.ledger",
        "stoker.retentionmaxage, stoker.retention.max-age",
        "stoker.membership.here-interval, stoker.membership.heartbeat-interval",
        "stoker.engine.wished-id, stoker.engine.preferred-id",
    })
    void shouldRefuseWhatNothingReadsAndNameTheNearest(String given, String nearest) {
        assertThatThrownBy(() -> WireConfig.load(Map.of(given, "lifo")))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("there is no setting stoker.")
                .hasMessageEndingWith("; did you mean " + nearest + "?");
    }

    @Test
    void shouldRefuseANameThatIsOnlyAlmostOurs() {
        assertThatThrownBy(() -> WireConfig.load(Map.of("retention.max-age", "30d")))
                .hasMessage("'retention.max-age' is not a setting of Stoker: their names begin with 'stoker.'; "
                        + "did you mean stoker.retention.max-age?");
        assertThatThrownBy(() -> WireConfig.load(Map.of("akka.loglevel", "DEBUG")))
                .hasMessageContaining("set as stoker.akka.loglevel");
    }

    @Test
    void shouldTellGroupsFromSettings() {
        assertThatThrownBy(() -> WireConfig.load(Map.of("stoker.retention", "30d")))
                .hasMessageStartingWith("stoker.retention is a group of settings");
        assertThatThrownBy(() -> WireConfig.load(Map.of("stoker.ledger.kind", "memory")))
                .hasMessage("stoker.ledger is a single setting, not a group of settings");
    }

    @Test
    void shouldSayWhatIsWrongWithANameOrACombination() {
        assertThatThrownBy(() -> WireConfig.load(Map.of("stoker.a..b", "1")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("stoker.a..b");
        assertThatThrownBy(() -> WireConfig.load(Map.of("stoker.ledger", "memory", "stoker.ledger.x", "1")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("stoker.ledger");
    }

    @Test
    void shouldRefuseAValueThatNoSettingCanHave() {
        assertThatThrownBy(() -> WireConfig.load(Map.of("stoker.down-after", Duration.ofSeconds(Long.MAX_VALUE))))
                .isInstanceOf(SettingException.class);
        assertThatThrownBy(() -> WireConfig.load(Map.of("stoker.down-after", new Object())))
                .isInstanceOf(SettingException.class);
    }

    @Test
    void shouldLetThroughWhatTheUserNames() {
        Config config = WireConfig.load(
                Map.of("stoker.prelude-values.anything", 5, "stoker.akka.actor.my-dispatcher.type", "Dispatcher"));

        assertThat(config.getInt("stoker.prelude-values.anything")).isEqualTo(5);
        assertThat(config.getString("akka.actor.my-dispatcher.type")).isEqualTo("Dispatcher");
    }

    @Test
    void shouldNameTheFileInWhichAnUnknownSettingStands(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("application.conf"), "stoker {\n  retention.age = 1d\n}\n");
        Config config = ConfigFactory.parseFile(file.toFile()).withFallback(ConfigFactory.load());

        assertThatThrownBy(() -> new KnownSettings().require(config))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("there is no setting stoker.retention.age (in ")
                .hasMessageContaining("application.conf: 2)")
                .hasMessageEndingWith("did you mean stoker.retention.max-age?");
    }
}
