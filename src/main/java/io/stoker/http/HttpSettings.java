package io.stoker.http;

import com.typesafe.config.Config;
import io.stoker.wire.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The settings of the HTTP interface; each is explained in {@code reference.conf}.
 *
 * @param hosts further names by which it is reached, as {@code stoker.example.org} or {@code localhost:9000}
 * @param mostConnections how many may be open at a time
 * @param idleTimeout after which a connection without a byte is closed
 * @param largestBody of a request, in bytes
 */
public record HttpSettings(List<String> hosts, int mostConnections, Duration idleTimeout, long largestBody) {
    private static final int MOST_CONNECTIONS = 10_000;
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

    /** Those of a configuration; a {@link io.stoker.task.SettingException} if one of them cannot be read. */
    public static HttpSettings from(Config config) {
        Settings settings = new Settings(config);
        return new HttpSettings(
                settings.parsed("stoker.http.hosts", HttpSettings::hosts),
                (int) settings.number("stoker.http.max-connections", 1, MOST_CONNECTIONS),
                settings.duration("stoker.http.idle-timeout", Duration.ofSeconds(1), Duration.ofHours(1)),
                settings.bytes("stoker.http.max-body", 1 << 10, 1 << 30));
    }

    private static List<String> hosts(String text) {
        List<String> hosts = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .toList();
        for (String host : hosts) {
            if (!HOST.matcher(host).matches()) {
                throw new IllegalArgumentException("'" + host
                        + "' cannot be in a request's Host header: write names with commas between them, as"
                        + " stoker.example.org, localhost:9000");
            }
        }
        return hosts;
    }
}
