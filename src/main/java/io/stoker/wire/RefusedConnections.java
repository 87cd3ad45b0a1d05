package io.stoker.wire;

import io.stoker.trust.Identity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Says which connections to a port of a node were refused, and why: in the log of the node, and to who keeps a record
 * of it, the same once an hour. Thread-safe.
 */
public final class RefusedConnections {
    private static final String UNKNOWN = "unknown";

    private final RefusalLog log;
    private final NodeTls tls;
    private final String purpose;

    /** Hears what a node has refused. Any thread may call it, which is not to be held up. */
    @FunctionalInterface
    public interface Listener {
        /** Does nothing. */
        Listener NONE = (host, identity, what, reason) -> {};

        /**
         * A connection was refused.
         *
         * @param host where it came from, or that this is unknown
         * @param identity whose certificate it has shown; null if none that is trusted
         * @param what was wanted, as "to connect"
         * @param reason why it was refused, for people
         */
        void refused(String host, @Nullable Identity identity, String what, String reason);
    }

    /**
     * Those of a port.
     *
     * @param logger warns of them
     * @param tls of the node
     * @param purpose of the port's connections, as " for frames"; empty for those of Akka
     */
    public RefusedConnections(Logger logger, NodeTls tls, String purpose) {
        this.log = new RefusalLog(logger);
        this.tls = tls;
        this.purpose = purpose;
    }

    /**
     * The handshake of a connection that somebody has opened has failed.
     *
     * @param host from which it came; null if that is not known
     */
    public void handshake(@Nullable String host, Exception failure) {
        if (Refusal.isOfOtherEnd(failure, tls.mode())) {
            log.add(Refusal.ofOtherEnd(failure));
        } else {
            add(host, null, Refusal.ofAccepted(failure, tls.mode()));
        }
    }

    /**
     * Somebody has connected who is not to be here.
     *
     * @param identity whose certificate it has shown; null if none
     */
    public void add(@Nullable String host, @Nullable Identity identity, String reason) {
        String from = host == null ? "" : " from " + host;
        if (log.add("refused a connection" + purpose + from + ": " + reason)) {
            tls.onRefused().refused(host == null ? UNKNOWN : host, identity, "to connect" + purpose, reason);
        }
    }

    /** Something else was refused, which is no more than logged. */
    public void log(String text) {
        log.add(text);
    }
}
