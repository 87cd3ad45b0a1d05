package io.stoker.wire;

import akka.Done;
import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.JoinSeedNodes;
import com.typesafe.config.Config;
import io.stoker.wire.values.TransferActor;
import io.stoker.wire.values.Transfers;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this JVM in the controller's cluster: starts an ActorSystem, joins, and replaces the system by a new one on a
 * new port whenever it has fallen out of the cluster. What belongs to the JVM, as a running attempt or a waiting
 * future, lives outside of the systems and is not touched by it.
 */
public final class Membership implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
    private static final long TERMINATION_SECONDS = 30;
    private static final long RETRY_SECONDS = 1;

    private final Config config;
    private final List<Address> seeds;
    private final Resident resident;
    private final MembershipSettings settings;
    private final Fence fence = new Fence();
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(Membership::daemon);
    private volatile @Nullable ActorSystem<Void> system;
    private volatile boolean closed;

    /** What lives in the JVM and is given an actor in each of its ActorSystems. */
    public interface Resident {
        /** The JVM's own id, which outlives its ActorSystems. */
        String instance();

        /** What it holds; called from an actor's thread. */
        Load load();

        /** Counts the changes of its properties; called from an actor's thread. */
        default long propertiesVersion() {
            return 0;
        }

        /** Its actor, for a new ActorSystem; the actor of the system before has ended. */
        Behavior<?> actor();

        /** The large values it brings and fetches; the same for all of its ActorSystems. */
        Transfers transfers();

        /** The controller serves; called again whenever it says so, from an actor's thread. */
        void serving(Serving serving);

        /** The controller speaks another version of the protocol, so that there is nothing to be done. */
        void otherVersion(int version);
    }

    private Membership(Config config, List<Address> seeds, Resident resident) {
        this.config = config;
        this.seeds = seeds;
        this.resident = resident;
        this.settings = MembershipSettings.from(config);
    }

    /**
     * Starts the first ActorSystem, which joins in the background, for ever.
     *
     * @param config with the role and the address to bind
     * @param seeds every spelling of the controllers' addresses, as {@code akka://stoker@127.0.0.1:10113}
     */
    public static Membership start(Config config, List<String> seeds, Resident resident) {
        List<Address> addresses =
                seeds.stream().map(AddressFromURIString::parse).toList();
        Membership membership = new Membership(config, addresses, resident);
        membership.startSystem();
        return membership;
    }

    /** Unless this was closed meanwhile: nobody would end the system. */
    private synchronized void startSystem() {
        if (closed) {
            return;
        }
        ActorSystem<Void> fresh = ActorSystem.create(guardian(), WireConfig.SYSTEM_NAME, config);
        system = fresh;
        // Bound to this system: the signals of one that was replaced come late and must not replace its successor.
        fresh.getWhenTerminated().thenAccept((Done done) -> replace(fresh, "it has terminated"));
        Cluster.get(fresh).manager().tell(new JoinSeedNodes(seeds));
    }

    private Behavior<Void> guardian() {
        return Behaviors.setup(context -> {
            context.spawn(DroppedWatch.create(), "dropped");
            context.spawn(resident.actor(), "resident");
            context.spawn(TransferActor.create(resident.transfers()), "transfers");
            Incarnation incarnation = new Incarnation(context.getSystem());
            context.spawn(Presence.create(settings, incarnation), "presence");
            return Behaviors.empty();
        });
    }

    private void replace(ActorSystem<?> old, String reason) {
        if (closed || old != system) {
            return;
        }
        try {
            keeper.execute(() -> replaceNow(old, reason));
        } catch (RejectedExecutionException e) {
            LOG.debug("closed while a replacement was due: {}", reason);
        }
    }

    private void replaceNow(ActorSystem<?> old, String reason) {
        if (closed || old != system) {
            return;
        }
        LOG.info("joining the cluster again with a new ActorSystem: {}", reason);
        terminate(old);
        try {
            startSystem();
        } catch (RuntimeException e) {
            // As when there is no port or file descriptor to be had: that passes.
            LOG.warn("cannot start a new ActorSystem; trying again in {} s", RETRY_SECONDS, e);
            var unused = keeper.schedule(() -> replaceNow(old, reason), RETRY_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** The cluster node of now; another one after a replacement. */
    public ActorSystem<Void> system() {
        ActorSystem<Void> current = system;
        if (current == null) {
            throw new IllegalStateException("the membership has not been started");
        }
        return current;
    }

    /** Leaves the cluster, gracefully if that takes no longer than {@code stoker.membership.close-timeout}. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        keeper.shutdown();
        ActorSystem<Void> last = system();
        try {
            CoordinatedShutdown.get(last)
                    .runAll(CoordinatedShutdown.actorSystemTerminateReason())
                    .toCompletableFuture()
                    .get(settings.closeTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("leaving without waiting for the others to agree", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        terminate(last);
    }

    private static void terminate(ActorSystem<?> old) {
        old.terminate();
        try {
            old.getWhenTerminated().toCompletableFuture().get(TERMINATION_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("the old ActorSystem has not terminated within {} s; going on without it", TERMINATION_SECONDS, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "stoker-membership");
        thread.setDaemon(true);
        return thread;
    }

    /** One ActorSystem's view of this membership. */
    private final class Incarnation implements Presence.Incarnation {
        private final ActorSystem<?> mine;

        Incarnation(ActorSystem<?> mine) {
            this.mine = mine;
        }

        @Override
        public String instance() {
            return resident.instance();
        }

        @Override
        public Load load() {
            return resident.load();
        }

        @Override
        public long propertiesVersion() {
            return resident.propertiesVersion();
        }

        @Override
        public Fence fence() {
            return fence;
        }

        @Override
        public void serving(Serving serving) {
            resident.transfers().serving(serving);
            resident.serving(serving);
        }

        @Override
        public void replace(String reason) {
            Membership.this.replace(mine, reason);
        }

        @Override
        public void otherVersion(int version) {
            resident.otherVersion(version);
        }
    }
}
