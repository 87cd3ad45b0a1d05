package io.stoker.wire;

import io.stoker.task.StokerException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;

/**
 * Where a node listens, and the address by which all others reach it. These differ where something stands between them,
 * as a router that translates addresses, or the engine of containers.
 *
 * @param bindHost where it listens, in the spelling of {@link Hosts#plain}; a wildcard for all addresses of this
 *     machine
 * @param bindPort the port there; 0 for any free one
 * @param host what others connect to, never a wildcard
 * @param port the port there; 0, as {@code bindPort} is then, for the one that it listens at
 */
public record Endpoint(String bindHost, int bindPort, String host, int port) {
    private static final int LAST_PORT = 65535;

    /** @throws StokerException if others cannot use {@code host}, or a port is none */
    public Endpoint {
        bindHost = Hosts.plain(bindHost);
        host = Hosts.plain(host);
        if (host.isBlank() || Hosts.isWildcard(host)) {
            throw new StokerException("others cannot connect to '" + host + "', which stands for all addresses of a "
                    + "machine: say by which of them, or by which name, they reach this one (--advertise HOST)");
        }
        requirePort(bindPort);
        requirePort(port);
        if (bindPort == 0) { // who is told a port outside could not know to which one inside it has to lead
            bindPort = port;
        } else if (port == 0) {
            port = bindPort;
        }
    }

    private static void requirePort(int port) {
        if (port < 0 || port > LAST_PORT) {
            throw new StokerException("a port is from 0 to " + LAST_PORT + ", not " + port);
        }
    }

    /** Of a node that is reached where it listens. */
    public static Endpoint at(String host, int port) {
        return new Endpoint(host, port, host, port);
    }

    /**
     * Of a node that others come to.
     *
     * @param advertise by which address others reach it: {@code HOST} or {@code HOST:PORT}, an IPv6 address in
     *     brackets; empty for the one that it listens on
     * @throws StokerException if it is something else, or empty where it listens on all addresses
     */
    public static Endpoint of(String host, int port, String advertise) {
        if (advertise.isEmpty()) {
            return at(host, port);
        }
        int colon = advertise.lastIndexOf(':');
        boolean hasPort = colon > advertise.lastIndexOf(']');
        String itsHost = hasPort ? advertise.substring(0, colon) : advertise;
        if (itsHost.isEmpty() || (itsHost.indexOf(':') >= 0 && !itsHost.startsWith("["))) {
            throw new StokerException("'" + advertise + "' is not HOST or HOST:PORT, as in node7.example.org:10113; an "
                    + "IPv6 address stands in brackets, as in [2001:db8::7]:10113");
        }
        return new Endpoint(host, port, itsHost, hasPort ? port(advertise.substring(colon + 1), advertise) : 0);
    }

    private static int port(String text, String whole) {
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port <= LAST_PORT) {
                return port;
            }
            throw new NumberFormatException(text);
        } catch (NumberFormatException e) {
            throw new StokerException("'" + whole + "' is not HOST:PORT with a port from 1 to " + LAST_PORT, e);
        }
    }

    /**
     * Of a node that comes to a controller: what was not said is chosen by the way to that.
     *
     * @param controller the host of that
     * @param host empty for the address of this machine from which the controller is reached
     * @param advertise as for {@link #of}; empty for where it listens, and where that is on all addresses, for the one
     *     from which the controller is reached
     * @throws StokerException if there is no way to the controller
     */
    public static Endpoint towards(String controller, String host, int port, String advertise) {
        String bound = host.isEmpty() ? WireConfig.localHostFor(controller) : host;
        boolean unsaid = advertise.isEmpty() && Hosts.isWildcard(bound);
        return unsaid
                ? new Endpoint(bound, port, WireConfig.localHostFor(controller), port)
                : of(bound, port, advertise);
    }

    /** With this port on both sides; for a node that has got one. */
    public Endpoint withPort(int given) {
        return new Endpoint(bindHost, given, host, given);
    }

    /**
     * Why a node cannot listen there, and what to do.
     *
     * @param prefix what the names of the options for it begin with: as {@code --} of {@code --host}
     * @param error what the ActorSystem has said
     */
    public StokerException cannotListen(String prefix, Throwable error) {
        String help = isOfThisMachine()
                ? ": does another program listen there? Choose another port with " + prefix
                        + "port, or 0 for any free one"
                : ": this machine has no such address. Listen on one that it has (" + prefix
                        + "host), as 0.0.0.0 for all of them, and say by which name or address others reach it ("
                        + prefix + "advertise)";
        return new StokerException(
                "cannot listen on " + Hosts.bracketed(bindHost) + ":" + bindPort + help + " (" + error.getMessage()
                        + ")",
                error);
    }

    /** True as well where that cannot be told. */
    private boolean isOfThisMachine() {
        try {
            InetAddress address = InetAddress.getByName(bindHost);
            return address.isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(address) != null
                    || address.isLoopbackAddress();
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether nobody but this machine is meant to reach it: it neither listens elsewhere nor is known elsewhere. */
    public boolean isLoopback() {
        return WireConfig.isLoopback(bindHost) && (host.equals(bindHost) || WireConfig.isLoopback(host));
    }

    /** For people. */
    @Override
    public String toString() {
        String there = Hosts.bracketed(host) + ":" + port;
        String here = Hosts.bracketed(bindHost) + ":" + bindPort;
        return here.equals(there) ? here : here + ", known to others as " + there;
    }
}
