package io.stoker.wire;

import akka.actor.AddressFromURIString;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValueFactory;
import io.stoker.task.Names;
import io.stoker.task.SettingException;
import io.stoker.task.StokerException;
import io.stoker.wire.guard.ClosedSerializer;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The configuration of an ActorSystem of ours. */
public final class WireConfig {
    /** The name of every ActorSystem of a Stoker cluster. */
    public static final String SYSTEM_NAME = "stoker";

    /** What origins call the settings of a command line or a call. */
    private static final String OVERRIDES = "the settings given";

    private static final String SERIALIZERS = "akka.actor.serializers";
    private static final String BINDINGS = "akka.actor.serialization-bindings";

    private WireConfig() {}

    /**
     * The configuration of this JVM with {@code overrides} on top. Of Akka's settings it has the defaults and, over
     * them, what stands under {@code stoker.akka}. What an application sets under {@code akka} is meant for other
     * systems than ours: extensions would start twice, a fixed port is theirs, and an untrusted mode would drop what a
     * controller says.
     *
     * @param overrides by the full names of settings, as {@code stoker.schedule.order}
     * @throws SettingException if nothing reads one of the settings, wherever it is set, or a file of settings cannot
     *     be read; what their values have to be is known to who reads them by {@link Settings}
     */
    public static Config load(Map<String, ?> overrides) {
        return load(overrides, ConfigFactory.empty());
    }

    /**
     * As {@link #load(Map)}, with more settings between the overrides and the configuration of this JVM.
     *
     * @param more for Stoker alone, so that anything under {@code akka} is refused
     */
    public static Config load(Map<String, ?> overrides, Config more) {
        Config defaults = defaults();
        KnownSettings known = new KnownSettings();
        Map<String, ?> given = Names.of(overrides, "a setting");
        known.requireOurs(given.keySet());
        known.requireOurs(more.withOnlyPath("akka").entrySet().stream()
                .map(Map.Entry::getKey)
                .toList());
        given.forEach(WireConfig::requireValue);
        try {
            Config all = ConfigFactory.parseMap(given, OVERRIDES)
                    .withFallback(more)
                    .withFallback(ConfigFactory.defaultOverrides())
                    .withFallback(ConfigFactory.defaultApplication())
                    .withFallback(defaults)
                    .resolve();
            known.require(all);
            Config ours = all.getConfig("stoker.akka").atPath("akka");
            return ours.withFallback(closed(ours, defaults))
                    .withFallback(RecordedDefaults.withoutAkka(all))
                    .withFallback(defaults);
        } catch (ConfigException e) {
            throw new SettingException("the settings cannot be read: " + e.getMessage(), e);
        }
    }

    /** Every serializer that we do not name, be it Akka's or of another library on the class path, reads nothing. */
    private static Config closed(Config ours, Config defaults) {
        Map<String, Object> closed = new TreeMap<>(defaults.getObject(SERIALIZERS));
        closed.keySet().removeAll(ours.getObject(SERIALIZERS).keySet());
        Map<String, Object> unbound = new TreeMap<>(defaults.getObject(BINDINGS).unwrapped());
        unbound.values().retainAll(closed.keySet());
        closed.replaceAll((name, serializer) -> ClosedSerializer.class.getName());
        unbound.replaceAll((type, serializer) -> "none");
        return ConfigValueFactory.fromMap(closed)
                .atPath(SERIALIZERS)
                .withFallback(ConfigValueFactory.fromMap(unbound).atPath(BINDINGS));
    }

    private static Config defaults() {
        try {
            return RecordedDefaults.load();
        } catch (ConfigException e) {
            throw new SettingException("the settings cannot be read: " + e.getMessage(), e);
        }
    }

    /** Refuses what is nothing that a configuration can have, as a char. */
    private static void requireValue(String name, @Nullable Object value) {
        try {
            ConfigValueFactory.fromAnyRef(value);
        } catch (ConfigException | ArithmeticException e) { // the latter for a Duration beyond all milliseconds
            throw new SettingException(
                    name + " cannot have what was given for it, a "
                            + (value == null ? "null" : value.getClass().getTypeName()) + " (" + e.getMessage()
                            + "): a setting is a text, a number, true or false, a Duration, a list or a map of such",
                    e);
        }
    }

    /**
     * Where a setting stands, for a message: nothing if whoever reads it has given it on the command line or in a call.
     */
    static String place(ConfigOrigin origin) {
        return origin.description().equals(OVERRIDES) ? "" : " (in " + origin.description() + ")";
    }

    /** As {@link #node(Config, List, String, int, TrustMode)}, with one role. */
    public static Config node(Config config, String role, String host, int port, TrustMode mode) {
        return node(config, List.of(role), host, port, mode);
    }

    /**
     * As {@code config}, for one node that is reached where it listens. Port 0 is any free one.
     *
     * @param mode who may be its peer
     */
    public static Config node(Config config, List<String> roles, String host, int port, TrustMode mode) {
        return node(config, roles, Endpoint.at(host, port), mode);
    }

    /** As {@code config}, for one node. */
    public static Config node(Config config, List<String> roles, Endpoint endpoint, TrustMode mode) {
        return ConfigFactory.parseMap(Map.of(
                        "akka.remote.artery.bind.hostname", Hosts.bracketed(endpoint.bindHost()),
                        "akka.remote.artery.bind.port", endpoint.bindPort(),
                        "akka.remote.artery.canonical.hostname", Hosts.bracketed(endpoint.host()),
                        "akka.remote.artery.canonical.port", endpoint.port(),
                        "akka.cluster.roles", ConfigValueFactory.fromIterable(roles)))
                .withFallback(ConfigFactory.parseMap(ArteryKeys.settings(mode)))
                .withFallback(config);
    }

    /**
     * The address of this machine by which a peer at {@code host} reaches it: loopback if the peer is on this machine,
     * or unknown.
     *
     * @throws StokerException if there is no way to it
     */
    public static String localHostFor(String host) {
        try {
            InetAddress peer = InetAddress.getByName(host);
            if (peer.isLoopbackAddress()) {
                return peer instanceof Inet6Address ? "::1" : "127.0.0.1";
            }
            try (DatagramSocket socket = new DatagramSocket()) {
                // Sends nothing; asks the routing table which of our addresses it would send from.
                socket.connect(peer, 9);
                return Hosts.text(socket.getLocalAddress());
            }
        } catch (UnknownHostException e) {
            return "127.0.0.1";
        } catch (SocketException | UncheckedIOException e) {
            throw new StokerException("this machine has no route to " + host + ": " + e.getMessage(), e);
        }
    }

    /** Whether a host is this machine; false for a name without an address. */
    public static boolean isHere(String host) {
        try {
            return Hosts.text(InetAddress.getByName(Hosts.withoutBrackets(host)))
                            .equals(localHostFor(host))
                    || isLoopback(host);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /**
     * Whether all addresses of a host are this machine's alone.
     *
     * @throws StokerException if the name has no address
     */
    public static boolean isLoopback(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            throw new StokerException("cannot resolve the host name '" + host + "'", e);
        }
    }

    /**
     * The addresses under which a controller at this host and port may know itself. Artery compares addresses as text,
     * so every spelling is tried that is an address to it; a host name with an underscore is none. Of an IP address
     * that is the address alone, which is mostly right: each further one costs connections, and to ask for its names
     * may take seconds.
     */
    public static List<String> seeds(String host, int port) {
        return seeds(host, port, !Hosts.isAddress(host));
    }

    /** As {@link #seeds}, with the names of an IP address. */
    static List<String> seedsWithNames(String host, int port) {
        return seeds(host, port, true);
    }

    private static List<String> seeds(String host, int port, boolean withNames) {
        Set<String> hosts = new LinkedHashSet<>(List.of(Hosts.withoutBrackets(host)));
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                hosts.add(Hosts.text(address));
                if (withNames) {
                    hosts.add(address.getCanonicalHostName());
                }
            }
        } catch (UnknownHostException e) {
            LoggerFactory.getLogger(WireConfig.class).warn("cannot resolve the controller's host name '{}'", host);
        }
        List<String> seeds = new ArrayList<>();
        hosts.forEach(spelling -> seed(spelling, port).ifPresent(seeds::add));
        return seeds;
    }

    /** The seed for a controller that is known to know itself under this very spelling; empty if that is no address. */
    public static Optional<String> seed(String spelling, int port) {
        String text = spelling.contains(":") ? "[" + spelling + "]" : spelling;
        String seed = "akka://" + SYSTEM_NAME + "@" + text + ":" + port;
        return AddressFromURIString.unapply(seed).isDefined() ? Optional.of(seed) : Optional.empty();
    }
}
