package io.stoker.client;

import com.typesafe.config.Config;
import io.stoker.task.InlineLimit;
import io.stoker.task.StokerException;
import io.stoker.wire.Endpoint;
import io.stoker.wire.Hosts;
import io.stoker.wire.Settings;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The client's settings; each is explained in {@code reference.conf}.
 *
 * @param requestTimeout how long a command or question may stay unanswered
 * @param connectTimeout how long connecting may take if something listens at the address
 * @param listenTimeout how long to wait until something listens there
 * @param maxBacklog bytes of submitted tasks that may wait to be accepted
 * @param asyncWait how long a call that returns a future may wait until it may submit more
 * @param limit the limits of the source and values of one task, together and each
 * @param join the join file; empty for that of {@code STOKER_JOIN}, or the keys of a profile
 * @param host where the client listens; empty for the address from which the controller is reached
 * @param port the port there; 0 for any free one
 * @param advertise by which address the cluster reaches it; empty for that on which it listens
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
        String join,
        String host,
        int port,
        String advertise,
        boolean allowInsecureBind) {

    private static final int LAST_PORT = 65535;

    public static ClientSettings from(Config config) {
        Settings settings = new Settings(config);
        return new ClientSettings(
                settings.duration("stoker.client.request-timeout", Duration.ofMillis(1)),
                settings.duration("stoker.client.connect-timeout", Duration.ofMillis(1)),
                settings.duration("stoker.client.listen-timeout", Duration.ofMillis(1)),
                settings.bytes("stoker.client.max-backlog", 1 << 10, Long.MAX_VALUE),
                settings.duration("stoker.client.async-wait", Duration.ZERO),
                settings.inlineLimit(),
                settings.text("stoker.client.join"),
                settings.parsed("stoker.client.host", text -> checked(() -> Hosts.plain(text))),
                (int) settings.number("stoker.client.port", 0, LAST_PORT),
                settings.parsed("stoker.client.advertise", text -> checked(() -> address(text))),
                settings.flag("stoker.allow-insecure-bind"));
    }

    private static String checked(Supplier<String> text) {
        try {
            return text.get();
        } catch (StokerException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static String address(String advertise) {
        Endpoint.of("127.0.0.1", 0, advertise);
        return advertise;
    }

    /** Where a client of the controller on this host listens now: a machine may have got another address since. */
    Endpoint towards(String controller) {
        return Endpoint.towards(controller, host, port, advertise);
    }
}
