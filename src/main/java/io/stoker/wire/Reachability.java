package io.stoker.wire;

import io.stoker.task.Durations;
import io.stoker.trust.Role;
import io.stoker.trust.Tls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Finds out why nobody answers at an address. */
public final class Reachability {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 1_000;
    private static final int HANDSHAKE_MILLIS = 3_000;
    private static final int MOST_SAID = 100;
    private static final String SILENT = "something listens there and sent nothing, so it may be a Stoker controller";
    private static final String PLAIN = ", one that speaks TLS, which this process does not (stoker.tls=off)";

    private final @Nullable Tls tls;
    private final boolean asks;

    private Reachability(@Nullable Tls tls, boolean asks) {
        this.tls = tls;
        this.asks = asks;
    }

    /** As a node sees it, with what it shows to others. */
    static Reachability of(NodeTls node) {
        return new Reachability(node.tls(), true);
    }

    /** As a process without TLS sees it. */
    static Reachability plain() {
        return new Reachability(null, true);
    }

    /** As a process sees it before it has anything to show: only whether something listens. */
    static Reachability untried() {
        return new Reachability(null, false);
    }

    /**
     * What was found at an address.
     *
     * @param kind what can be done
     * @param text for people
     */
    public record Finding(Kind kind, String text) {
        /** Whether a controller may be there that has not answered yet. */
        public boolean mayAnswer() {
            return kind == Kind.SILENT;
        }
    }

    /** What can be done about a finding. */
    public enum Kind {
        /** What listens there may be a controller, which needs more time. */
        SILENT(
                ". If it is one, its machine may be too busy for it to answer in time: increase"
                        + " stoker.client.connect-timeout, or connect to the address that it was started with (--advertise, or else --host)"),
        /** What listens there, and this process, do not trust each other. */
        UNTRUSTED(""),
        /** There is no controller. */
        NONE(". Start one with: scripts/stoker cluster -n 4");

        private final String help;

        Kind(String help) {
            this.help = help;
        }
    }

    /** For people; a host of any spelling, also a wrong one. */
    private static String place(String host, int port) {
        return (host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
    }

    /** Why no controller has answered there within this time, and what to do. */
    public String explain(String host, int port, Duration timeout) {
        Finding found = look(host, port);
        return "no controller has answered at " + place(host, port) + " within " + Durations.text(timeout) + ": "
                + found.text() + found.kind().help;
    }

    /** Looks what is at an address; takes some seconds at most. */
    public Finding look(String host, int port) {
        try {
            Finding secure = tls == null ? null : shakeHands(host, port, tls);
            return secure != null ? secure : plain(host, port);
        } catch (UnknownHostException e) {
            return new Finding(Kind.NONE, "there is no host of that name");
        } catch (IOException e) {
            return new Finding(Kind.NONE, "nothing listens there (" + e.getMessage() + ")");
        }
    }

    private static Socket connect(String host, int port) throws IOException {
        Socket socket = new Socket();
        try {
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                throw new UnknownHostException(host);
            }
            socket.connect(address, CONNECT_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Null if it does not speak TLS. */
    private static @Nullable Finding shakeHands(String host, int port, Tls tls) throws IOException {
        try (Socket socket = connect(host, port)) {
            try {
                socket.setSoTimeout(HANDSHAKE_MILLIS);
                TlsProbe.shakeHands(socket, tls.clientEngine(host, port, Set.of(Role.CONTROLLER)));
                return new Finding(
                        Kind.SILENT, "a node of this cluster listens there, and has not answered as a controller");
            } catch (SSLException e) {
                return Refusal.isNoTls(e) ? null : new Finding(Kind.UNTRUSTED, Refusal.ofDialled(e, tls));
            } catch (SocketTimeoutException e) {
                return new Finding(Kind.SILENT, SILENT);
            } catch (IOException e) { // as when it hangs up without a word
                return null;
            }
        }
    }

    private Finding plain(String host, int port) throws IOException {
        try (Socket socket = connect(host, port)) {
            String line = asks ? said(socket) : "";
            if (line.matches("\\p{Print}+")) {
                return new Finding(
                        Kind.NONE, "the server there is not a Stoker controller; it answered '" + line + "'");
            }
            return tls == null
                    ? new Finding(Kind.SILENT, asks ? SILENT + PLAIN : SILENT)
                    : new Finding(
                            Kind.UNTRUSTED,
                            "what listens there does not speak TLS, as this process does: it is no Stoker controller, or"
                                    + " one that was started with stoker.tls=off");
        }
    }

    /**
     * What it answers to an HTTP request, or says by itself, in its first line: a web server and many others tell what
     * they are. A controller waits for its own protocol, and says nothing to another one.
     */
    private static String said(Socket socket) {
        try {
            socket.setSoTimeout(READ_MILLIS);
            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] first = new byte[MOST_SAID];
            int length = Math.max(0, socket.getInputStream().read(first));
            return new String(first, 0, length, StandardCharsets.US_ASCII)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
