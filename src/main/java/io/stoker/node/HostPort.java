package io.stoker.node;

/**
 * Where something listens, written {@code host:port} or {@code [ipv6]:port}.
 *
 * @param host a name or an address
 * @param port 0 where any free one will do
 */
public record HostPort(String host, int port) {
    public HostPort {
        if (host.isBlank() || port < 0 || port > 65535) {
            throw new IllegalArgumentException(
                    "'" + host + ":" + port + "' is not HOST:PORT with a port from 0 to 65535");
        }
    }

    /** Reads {@link #toString()} back. */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("'" + text + "' is not HOST:PORT, as in localhost:10113");
        }
        try {
            String host = text.substring(0, colon);
            if (host.startsWith("[") && host.endsWith("]")) {
                host = host.substring(1, host.length() - 1);
            } else if (host.indexOf(':') >= 0) {
                throw new IllegalArgumentException(
                        "'" + text + "': put an IPv6 address in brackets, as in [::1]:10113");
            }
            return new HostPort(host, Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not HOST:PORT, as in localhost:10113", e);
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
