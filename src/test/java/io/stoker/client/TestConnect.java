package io.stoker.client;

import io.stoker.trust.TestKeys;
import io.stoker.wire.TrustMode;
import io.stoker.wire.WireConfig;
import java.util.List;
import java.util.Map;

/** Connects with the keys of this JVM's tests, and not with those of a profile. */
public final class TestConnect {
    private TestConnect() {}

    /** As {@link Stoker#connect(String, int, Map)}. */
    public static Stoker to(String host, int port, Map<String, ?> overrides) {
        return to(List.of(new Clusters.HostAndPort(host, port)), overrides);
    }

    /** As {@link Stoker#connect(List, Map)}. */
    public static Stoker to(List<Clusters.HostAndPort> controllers, Map<String, ?> overrides) {
        return to(controllers, overrides, TestKeys.client());
    }

    /** As {@link #to(List, Map)}, with other keys. */
    public static Stoker to(List<Clusters.HostAndPort> controllers, Map<String, ?> overrides, TrustMode mode) {
        return Stoker.connect(controllers, WireConfig.load(overrides), mode);
    }
}
