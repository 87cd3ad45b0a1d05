package io.stoker.node;

import io.stoker.wire.Settings;
import java.time.Duration;

/**
 * How engines find controllers that nobody has named; each setting is explained in {@code reference.conf}.
 *
 * @param method where they are looked for
 * @param serviceName the name of the service that they are
 * @param portName the name of the port by which they are part of the cluster
 * @param interval how often to look while none answers
 */
public record BootstrapSettings(Method method, String serviceName, String portName, Duration interval) {

    /** Where controllers are looked for. */
    public enum Method {
        /** Nowhere: they are named by an option, the join file or a profile. */
        NONE,
        /** In a list of the settings. */
        CONFIG,
        /** Among the pods that Kubernetes has. */
        KUBERNETES_API
    }

    static BootstrapSettings from(Settings settings) {
        return new BootstrapSettings(
                settings.oneOf("stoker.bootstrap.method", Method.class),
                settings.parsed("stoker.bootstrap.service-name", BootstrapSettings::name),
                settings.parsed("stoker.bootstrap.port-name", BootstrapSettings::name),
                settings.duration("stoker.bootstrap.interval", Duration.ofMillis(100), Duration.ofHours(1)));
    }

    private static String name(String text) {
        if (!text.matches("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?")) {
            throw new IllegalArgumentException(
                    "a name has from 1 to 63 letters, digits, dots, dashes and underscores, not '" + text + "'");
        }
        return text;
    }
}
