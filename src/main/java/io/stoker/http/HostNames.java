package io.stoker.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names by which a browser may have reached this server. A page of somebody else's can have its own name lead to
 * this machine's address; what its scripts send then has that name as {@code Host}.
 */
final class HostNames {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final String scheme;
    private final Set<String> own = new HashSet<>();
    private final Set<String> behindProxies = new HashSet<>();

    /**
     * The names of a server.
     *
     * @param tls whether it speaks TLS
     * @param hosts without a port: where it listens, what its certificate says
     * @param port where it listens
     * @param more with a port, or without one for the usual port of either scheme: where others lead to it
     */
    HostNames(boolean tls, Iterable<String> hosts, int port, List<String> more) {
        this.scheme = tls ? "https" : "http";
        for (String host : hosts) {
            own.add(normal(host) + ":" + port);
        }
        for (String name : more) {
            if (isWithPort(name)) {
                behindProxies.add(full(name, HTTP));
            } else {
                behindProxies.add(full(name, HTTP));
                behindProxies.add(full(name, HTTPS));
            }
        }
    }

    /**
     * Whether a request's {@code Host} is a name of this server.
     *
     * @param local the end of the connection that is ours: no page has an address for its name
     */
    boolean isOwn(String host, InetSocketAddress local) {
        String full = full(host, usual(scheme));
        return own.contains(full)
                || behindProxies.contains(full)
                || full.equals(address(local.getAddress()) + ":" + local.getPort());
    }

    /** Whether a request's {@code Origin} is this server, too. */
    boolean isOwnOrigin(String origin, InetSocketAddress local) {
        int end = origin.indexOf("://");
        if (end < 0) {
            return false; // null, of pages that may be anybody's
        }
        String from = origin.substring(0, end);
        String host = origin.substring(end + 3);
        return from.equals(scheme) && isOwn(host, local)
                || from.equals("https") && behindProxies.contains(full(host, HTTPS));
    }

    private static int usual(String scheme) {
        return scheme.equals("https") ? HTTPS : HTTP;
    }

    private static boolean isWithPort(String name) {
        return name.lastIndexOf(':') > name.lastIndexOf(']');
    }

    private static String full(String name, int usualPort) {
        if (!isWithPort(name)) {
            return normal(name) + ":" + usualPort;
        }
        int colon = name.lastIndexOf(':');
        return normal(name.substring(0, colon)) + ":" + name.substring(colon + 1);
    }

    /** One spelling for each name or address. */
    private static String normal(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            name = name.substring(1, name.length() - 1);
        }
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        if (!ADDRESS.matcher(name).matches()) {
            return name;
        }
        try {
            return address(InetAddress.getByName(name)); // asks nobody, for an address
        } catch (UnknownHostException e) {
            return name; // and nothing is called that
        }
    }

    private static String address(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }
}
