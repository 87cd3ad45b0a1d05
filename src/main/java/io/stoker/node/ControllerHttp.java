package io.stoker.node;

import com.typesafe.config.Config;
import io.stoker.http.HttpOptions;
import io.stoker.http.HttpSettings;
import io.stoker.trust.AuditLog;
import io.stoker.trust.Tls;
import io.stoker.wire.Endpoint;
import io.stoker.wire.TrustMode;
import io.stoker.wire.WireConfig;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How a profile's controller serves HTTP. On loopback that is without TLS: no other machine sees it, and browsers know
 * nothing of the profile's authority. Everywhere else it is with the controller's certificate, unless TLS is off.
 */
final class ControllerHttp implements AutoCloseable {
    private final HttpOptions options;
    private final @Nullable Tls tls;

    /** @throws io.stoker.trust.KeyFileException if TLS is needed, but the controller's keys cannot be used */
    ControllerHttp(ControllerOptions controller, Config config, TrustMode mode, AuditLog audit) {
        Endpoint endpoint = controller.listening().endpoint();
        tls = mode instanceof TrustMode.On keys && !WireConfig.isLoopback(endpoint.bindHost())
                ? Tls.open(keys.credentials(), keys.revoked(), InstantSource.system())
                : null;
        options = new HttpOptions(
                endpoint.bindHost(),
                controller.managementPort(),
                endpoint.host(),
                controller.profile().tokens(),
                tls,
                HttpSettings.from(config),
                new AuditedHttp(audit));
    }

    HttpOptions options() {
        return options;
    }

    String scheme() {
        return tls == null ? "http" : "https";
    }

    @Override
    public void close() {
        if (tls != null) {
            tls.close();
        }
    }
}
