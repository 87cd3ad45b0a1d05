package io.stoker.wire;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How a member stays in touch.
 *
 * @param heartbeatInterval how often it says {@code Heartbeat}
 * @param lostAfter how long it waits for an answer before it replaces its ActorSystem
 * @param closeTimeout how long a graceful leave may take; zero for none
 */
public record MembershipSettings(Duration heartbeatInterval, Duration lostAfter, Duration closeTimeout) {

    public static MembershipSettings from(Config config) {
        Settings settings = new Settings(config);
        return new MembershipSettings(
                settings.duration("stoker.membership.heartbeat-interval", Duration.ofMillis(10), Duration.ofMinutes(1)),
                settings.duration("stoker.membership.lost-after", Duration.ofMillis(100)),
                settings.duration("stoker.membership.close-timeout", Duration.ZERO));
    }
}
