package io.stoker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.stoker.client.ClientSettings;
import io.stoker.controller.ControllerSettings;
import io.stoker.engine.EngineSettings;
import io.stoker.http.HttpSettings;
import io.stoker.node.NodeSettings;
import io.stoker.task.SettingException;
import io.stoker.wire.MembershipSettings;
import io.stoker.wire.WireConfig;
import io.stoker.wire.link.LinkSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Config REFERENCE = ConfigFactory.parseString(text());

    @Test
    void everyKeyIsReadAndEveryReadKeyIsThere() {
        Set<String> read = new TreeSet<>();
        Config config = recording(REFERENCE.resolve(), "", read);
        readAll(config);
        Set<String> there = new TreeSet<>();
        REFERENCE.withoutPath("stoker.akka").entrySet().forEach(entry -> there.add(entry.getKey()));
        // A map that is empty has no keys.
        read.removeIf(key -> REFERENCE.getValue(key).unwrapped() instanceof Map<?, ?> map && map.isEmpty());
        assertThat(read).isEqualTo(there);
    }

    @Test
    void everyKeyIsExplained() {
        List<String> lines = text().lines().toList();
        for (String key : REFERENCE.getConfig("stoker").withoutPath("akka").entrySet().stream()
                .map(entry -> entry.getKey().substring(entry.getKey().lastIndexOf('.') + 1))
                .toList()) {
            int line = 0;
            while (!lines.get(line).strip().startsWith(key + " =")) {
                line++;
            }
            assertThat(lines.get(line - 1).strip()).as("the line before " + key).startsWith("#");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "never",
                "-5",
                "-5s",
                "1.5",
                "99999999999999999999",
                "99999999999999999d",
                "{ a = 1 }",
                "[1]",
                "null"
            })
    void everyReadingOfAValueSucceedsOrNamesTheSetting(String value) {
        for (String key : keys()) {
            Config config = ConfigFactory.parseString(key + " = " + value).withFallback(REFERENCE);
            try {
                readAll(config);
            } catch (SettingException e) {
                assertThat(e).hasMessageContaining(key);
            }
        }
    }

    @Test
    void everyValueThatIsNoTextIsRefusedWithItsNameValueAndRange() {
        List<String> texts = List.of(
                "stoker.postgresql.user",
                "stoker.postgresql.password",
                "stoker.postgresql.password-file",
                "stoker.prelude",
                "stoker.client.join",
                "stoker.client.host",
                "stoker.client.advertise",
                "stoker.http.hosts",
                "stoker.bootstrap.service-name",
                "stoker.bootstrap.port-name");
        for (String key : keys()) {
            if (!texts.contains(key) && !key.equals("stoker.postgresql.url")) { // which is not shown
                assertThatThrownBy(() -> readAll(with(key, "never")))
                        .as(key)
                        .isInstanceOf(SettingException.class)
                        .hasMessageStartingWith(key)
                        .hasMessageContaining("'never'");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retention.max-age | thirty | a duration from 0s to 36500d, with its unit, as 500ms, 30s, 5m, 2h or 30d",
                "retention.max-age | -1s | a duration from 0s to 36500d",
                "retention.max-age | 99999999999d | a duration from 0s to 36500d",
                "membership.heartbeat-interval | 0 | a duration from 10ms to 60s",
                "membership.heartbeat-interval | 2h | a duration from 10ms to 60s",
                "client.connect-timeout | 0s | a duration from 1ms to 36500d",
                "inline-limit | 1 MiB | a size from 1 KiB to 128 KiB, with its unit, as 64 KiB, 256 MiB or 12 GiB",
                "max-value-size | 3 GiB | a size from 1 KiB to 2147483647 bytes",
                "disk-reserve | NaN | a size from 0 bytes to 9223372036854775807 bytes, with its unit",
                "max-stored-values | -Infinity | a size from",
                "disk-reserve | -1 | a size from 0 bytes to 9223372036854775807 bytes",
                "disk-reserve | 99999999 TiB | a size from 0 bytes to 9223372036854775807 bytes",
                "schedule.max-prefetch | 3.7 | a whole number from 0 to 2147483647",
                "schedule.max-prefetch | 1e30 | a whole number from 0 to 2147483647",
                "engine-loss-limit | 0 | a whole number from 1 to 2147483647",
                "schedule.choice | best | one of least-loaded, lru, random, two-choices",
                "ledger | sqllite | one of sqlite, postgresql, memory",
                "allow-insecure-bind | perhaps | true or false",
                "postgresql.lease | 50ms | a duration from 100ms to 36500d",
            })
    void shouldNameSettingValueAndRange(String key, String value, String range) {
        assertThatThrownBy(() -> readAll(with("stoker." + key, value)))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("stoker." + key + " is '" + value + "'")
                .hasMessageContaining(", but must be " + range);
    }

    @Test
    void shouldNameTheSettingWhoseTextIsNotUnderstood() {
        assertThatThrownBy(() -> readAll(with("stoker.schedule.order", "best")))
                .hasMessageStartingWith("stoker.schedule.order: the order of tasks must be fifo, lifo, or a class");
        assertThatThrownBy(() -> readAll(with("stoker.engine.kernel", "cobol")))
                .hasMessageStartingWith("stoker.engine.kernel: there is no kernel 'cobol'");
    }

    @Test
    void shouldNameTheSettingOfAValueThatNoneCanHave() {
        for (Object value : List.of('c', new byte[1], Duration.ofSeconds(Long.MAX_VALUE), List.of(new Object()))) {
            assertThatThrownBy(() -> WireConfig.load(Map.of("stoker.down-after", value)))
                    .isInstanceOf(SettingException.class)
                    .hasMessageStartingWith("stoker.down-after cannot have what was given for it, a ")
                    .hasMessageContaining("a setting is a text, a number");
        }
    }

    @Test
    void shouldShowOnlyTheBeginningOfALongText() {
        assertThatThrownBy(() -> readAll(with("stoker.schedule.order", "x".repeat(100_000))))
                .hasMessageStartingWith("stoker.schedule.order: ")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(2_000));
    }

    @Test
    void shouldNeverShowThePasswordThatAnUrlMayHold() {
        assertThatThrownBy(() -> readAll(with("stoker.postgresql.url", "jdbc:mysql://h/d?password=secret")))
                .hasMessageStartingWith("stoker.postgresql.url")
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldSayInWhichFileTheValueStands(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("application.conf"), "stoker {\n  down-after = soon\n}\n");
        Config config = ConfigFactory.parseFile(file.toFile()).withFallback(REFERENCE);

        assertThatThrownBy(() -> readAll(config))
                .hasMessageStartingWith("stoker.down-after is 'soon' (in ")
                .hasMessageContaining("application.conf: 2)");
    }

    private static Config with(String key, String value) {
        return WireConfig.load(Map.of(key, value));
    }

    private static List<String> keys() {
        return REFERENCE.withoutPath("stoker.akka").entrySet().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void readAll(Config config) {
        ControllerSettings.from(config);
        EngineSettings.from(config);
        ClientSettings.from(config);
        MembershipSettings.from(config);
        NodeSettings.from(config);
        HttpSettings.from(config);
        LinkSettings.from(config);
    }

    private static Config recording(Config real, String prefix, Set<String> read) {
        return (Config) Proxy.newProxyInstance(
                Config.class.getClassLoader(), new Class<?>[] {Config.class}, (proxy, method, arguments) -> {
                    String path = arguments != null && arguments.length > 0 ? prefix + arguments[0] : prefix;
                    if (method.getName().equals("getConfig")) {
                        return recording(real.getConfig((String) arguments[0]), path + ".", read);
                    }
                    read.add(path);
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static String text() {
        try (InputStream in = SettingsTest.class.getResourceAsStream("/reference.conf")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
