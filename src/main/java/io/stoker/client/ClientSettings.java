package io.stoker.client;

import com.typesafe.config.Config;
import io.stoker.task.InlineLimit;
import io.stoker.wire.Settings;
import java.time.Duration;

/**
 * The client's settings; each is explained in {@code reference.conf}.
 *
 * @param requestTimeout how long a command or question may stay unanswered
 * @param connectTimeout how long connecting may take if something listens at the address
 * @param listenTimeout how long to wait until something listens there
 * @param maxBacklog bytes of submitted tasks that may wait to be accepted
 * @param asyncWait how long a call that returns a future may wait until it may submit more
 * @param limit the limits of the source and values of one task, together and each
 * @param allowInsecureBind whether the client may listen on addresses that other machines can reach, without any
 *     protection
 */
public record ClientSettings(
        Duration requestTimeout,
        Duration connectTimeout,
        Duration listenTimeout,
        long maxBacklog,
        Duration asyncWait,
        InlineLimit limit,
        boolean allowInsecureBind) {

    public static ClientSettings from(Config config) {
        Settings settings = new Settings(config);
        return new ClientSettings(
                settings.duration("stoker.client.request-timeout", Duration.ofMillis(1)),
                settings.duration("stoker.client.connect-timeout", Duration.ofMillis(1)),
                settings.duration("stoker.client.listen-timeout", Duration.ofMillis(1)),
                settings.bytes("stoker.client.max-backlog", 1 << 10, Long.MAX_VALUE),
                settings.duration("stoker.client.async-wait", Duration.ZERO),
                settings.inlineLimit(),
                settings.flag("stoker.allow-insecure-bind"));
    }
}
