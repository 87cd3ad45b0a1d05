package io.stoker.trust;

import io.stoker.wire.TrustMode;

/** The keys of the nodes that tests start in this JVM. */
public final class TestKeys {
    private TestKeys() {}

    /** By the keys of a node with this role of Akka's: controller, engine or client. */
    public static TrustMode of(String role) {
        return new TrustMode.Off();
    }

    public static TrustMode controller() {
        return of("controller");
    }

    public static TrustMode engine() {
        return of("engine");
    }

    public static TrustMode client() {
        return of("client");
    }
}
