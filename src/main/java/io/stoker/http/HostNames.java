package io.stoker.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Collection;
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
    private final Set<String> elsewhere = new HashSet<>();

    /**
     * The names of a server.
     *
     * @param tls whether it speaks TLS
     * @param hosts names and addresses of the port where it listens
     * @param more where others lead to it, with a port, or without one for the usual port of either scheme
     */
    HostNames(boolean tls, Collection<String> hosts, List<String> more) {
        this.scheme = tls ? "https" : "http";
        hosts.forEach(host -> own.add(normal(host)));
        for (String name : more) {
            elsewhere.add(full(name, HTTP));
            elsewhere.add(full(name, HTTPS));
        }
    }

    /**
     * Whether a request's {@code Host} is a name of this server.
     *
     * @param local the end of the connection that is ours: no page has an address for its name
     */
    boolean isOwn(String host, InetSocketAddress local) {
        String full = full(host, scheme.equals("https") ? HTTPS : HTTP);
        String port = ":" + local.getPort();
        return elsewhere.contains(full)
                || full.equals(address(local.getAddress()) + port)
                || (full.endsWith(port) && own.contains(full.substring(0, full.length() - port.length())));
    }

    /** Whether a request's {@code Origin} is this server, too. */
    boolean isOwnOrigin(String origin, InetSocketAddress local) {
        int end = origin.indexOf("://");
        if (end < 0) {
            return false; // null, of pages that may be anybody's
        }
        String from = origin.substring(0, end);
        String host = origin.substring(end + 3);
        return (from.equals(scheme) && isOwn(host, local))
                || (from.equals("https") && elsewhere.contains(full(host, HTTPS)));
    }

    private static String full(String name, int usualPort) {
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf(']')
                ? normal(name.substring(0, colon)) + name.substring(colon)
                : normal(name) + ":" + usualPort;
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
            return address(InetAddress.getByName(name)); // which asks nobody about an address
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
