package io.stoker.cli.shell;

import io.stoker.client.Clusters;
import io.stoker.client.Stoker;
import io.stoker.node.ClientKeys;
import io.stoker.node.HostPort;
import io.stoker.node.Profile;
import io.stoker.task.StokerException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A shell's connections: one to an address, made when it is first needed, all of them closed at the end. */
final class Connections implements AutoCloseable {
    private static final long MOST_MILLIS_TO_CONNECT = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final Profile profile;
    private final Optional<HostPort> address;
    private final Map<String, String> settings;
    private final Map<HostPort, CompletableFuture<Stoker>> connections = new ConcurrentHashMap<>();

    /**
     * None so far.
     *
     * @param address where the usual controller listens, if that is not what the profile says
     * @param settings of each connection, in place of their defaults
     */
    Connections(Profile profile, Optional<HostPort> address, Map<String, String> settings) {
        this.profile = profile;
        this.address = address;
        this.settings = Map.copyOf(settings);
    }

    /** As {@link #Connections(Profile, Optional, Map)}, with the usual settings. */
    Connections(Profile profile, Optional<HostPort> address) {
        this(profile, address, Map.of());
    }

    /** Where the shell's own controller listens; a {@link StokerException} that says how to start one if none does. */
    HostPort where() {
        return controllers().get(0);
    }

    /** Those that share a ledger are one controller to a shell. */
    private List<HostPort> controllers() {
        return address.map(List::of).orElseGet(() -> ClientKeys.controllers(profile, settings));
    }

    /** The one to the shell's own controller. */
    Stoker usual() {
        return to(where());
    }

    /** The one to this address. */
    Stoker to(HostPort where) {
        CompletableFuture<Stoker> prepared = connections.get(where);
        if (prepared != null && prepared.isCompletedExceptionally()) {
            connections.remove(where, prepared); // it failed before it was wanted, as before a cluster was there
        }
        CompletableFuture<Stoker> connection = begin(where);
        try {
            return connection.get();
        } catch (ExecutionException e) {
            connections.remove(where, connection); // the next one may have more luck
            throw e.getCause() instanceof RuntimeException cause ? cause : new StokerException("" + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StokerException("interrupted while connecting to " + where, e);
        }
    }

    /** Connects while the user still reads or types. What goes wrong is told when the connection is wanted. */
    void prepare() {
        var unused = begin(where());
    }

    /** As {@link #prepare()}, if it is known where the shell's own controller listens. */
    void prepareIfKnown() {
        try {
            prepare();
        } catch (StokerException e) {
            LOG.debug("there is nothing to connect to yet", e); // told when the connection is wanted
        }
    }

    private CompletableFuture<Stoker> begin(HostPort where) {
        return connections.computeIfAbsent(where, to -> {
            CompletableFuture<Stoker> connection = new CompletableFuture<>();
            Background.run("connect " + to, () -> {
                try {
                    connection.complete(connect(to));
                } catch (Throwable e) {
                    connection.completeExceptionally(e);
                }
            });
            return connection;
        });
    }

    private Stoker connect(HostPort to) {
        boolean usual = to.equals(where());
        return Stoker.connect(
                (usual ? controllers() : List.of(to))
                        .stream()
                                .map(each -> new Clusters.HostAndPort(each.host(), each.port()))
                                .toList(),
                usual && address.isEmpty() ? ClientKeys.withJoin(profile, settings) : settings);
    }

    /** Waits a little for one that is just being made: without a farewell the controller would look for it. */
    @Override
    public void close() {
        connections
                .values()
                .forEach(connection -> connection
                        .copy()
                        .orTimeout(MOST_MILLIS_TO_CONNECT, TimeUnit.MILLISECONDS)
                        .thenAccept(Stoker::close)
                        .exceptionally(failure -> null)
                        .join());
    }
}
