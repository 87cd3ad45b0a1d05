package io.stoker.client;

import com.typesafe.config.Config;
import io.stoker.task.InlineLimit;
import java.time.Duration;

/**
 * The client's settings; each is explained in {@code reference.conf}.
 *
 * @param requestTimeout how long a command or question may go unanswered
 * @param connectTimeout how long connecting may take
 * @param maxBacklog bytes of submitted tasks that may wait to be accepted
 * @param limit what the source and values of one task may take, together and each
 * @param allowInsecureBind whether the client may listen where other machines reach it although nothing protects it
 */
public record ClientSettings(
        Duration requestTimeout,
        Duration connectTimeout,
        long maxBacklog,
        InlineLimit limit,
        boolean allowInsecureBind) {

    public static ClientSettings from(Config config) {
        return new ClientSettings(
                config.getDuration("stoker.client.request-timeout"),
                config.getDuration("stoker.client.connect-timeout"),
                config.getBytes("stoker.client.max-backlog"),
                new InlineLimit(config.getBytes("stoker.inline-limit"), config.getBytes("stoker.max-value-size")),
                config.getBoolean("stoker.allow-insecure-bind"));
    }
}
