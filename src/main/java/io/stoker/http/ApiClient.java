package io.stoker.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.stoker.client.OwnNodeClient;
import io.stoker.client.multi.MultiEngineClient;
import io.stoker.client.multi.PendingView;
import io.stoker.store.EventFeed;
import io.stoker.wire.Membership;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The client that does what requests ask for, while this node's controller serves. */
final class ApiClient implements AutoCloseable {
    private static final String REQUEST_TIMEOUT = "20s";

    private @Nullable OwnNodeClient client;
    private @Nullable MultiEngineClient engines;
    private @Nullable EventFeed events;
    private boolean closed;

    /**
     * There is a node to live on.
     *
     * @param events of its ledger
     */
    synchronized void open(Membership node, Config config, EventFeed events) {
        if (!closed) {
            this.events = events;
            // A request is answered before its connection is closed, and has no thread that could wait for room.
            Map<String, String> own =
                    Map.of("stoker.client.request-timeout", REQUEST_TIMEOUT, "stoker.client.async-wait", "0s");
            client = OwnNodeClient.on(node, ConfigFactory.parseMap(own).withFallback(config));
        }
    }

    /**
     * The client.
     *
     * @throws UnavailableException if the controller of this node does not serve, which says who does
     */
    synchronized OwnNodeClient now() {
        OwnNodeClient now = client;
        if (now != null && now.isServed()) {
            return now;
        }
        String elsewhere = now == null ? "" : now.elsewhere();
        if (now == null || elsewhere.isEmpty()) {
            throw new UnavailableException(
                    "the controller does not serve: its ledger is not open, or another controller has its lease");
        }
        String http = now.http();
        String where = http.isEmpty()
                ? "at the HTTP address of that one, which 'scripts/stoker status' prints on its machine"
                : "there: " + http;
        throw new UnavailableException(
                "this controller stands by: the one at " + elsewhere + " serves; ask " + where,
                elsewhere,
                http.isEmpty() ? null : http);
    }

    /**
     * The events of the ledger, for as long as this node's controller serves it.
     *
     * @throws UnavailableException as {@link #now}
     */
    synchronized EventFeed events() {
        now();
        return Objects.requireNonNull(events);
    }

    /**
     * Direct calls to an engine. May wait for the controller.
     *
     * @throws UnavailableException as {@link #now}
     * @throws io.stoker.client.multi.UnknownEngineException if there is none of that id
     */
    PendingView engine(int id) {
        return engines(now()).on(id).pending();
    }

    private synchronized MultiEngineClient engines(OwnNodeClient now) {
        if (engines == null) {
            engines = now.stoker().multiEngineClient();
        }
        return engines;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (client != null) {
            client.close();
        }
    }
}
