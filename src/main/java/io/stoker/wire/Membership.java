package io.stoker.wire;

import akka.Done;
import akka.actor.Address;
import akka.actor.AddressFromURIString;
import akka.actor.BootstrapSetup;
import akka.actor.CoordinatedShutdown;
import akka.actor.PoisonPill;
import akka.actor.setup.ActorSystemSetup;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.JoinSeedNodes;
import com.typesafe.config.Config;
import io.stoker.task.StokerException;
import io.stoker.trust.KeyFileException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this JVM in the controller's cluster: starts an ActorSystem, joins, and replaces the system by a new one
 * whenever it has fallen out of the cluster. What belongs to the JVM, as a running attempt or a waiting future, lives
 * outside of the systems, in its {@link NodeComponent}s, and is not touched by it.
 */
public final class Membership implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
    private static final long STREAMS_SECONDS = 1;
    private static final long TERMINATION_SECONDS = 30;
    private static final long RETRY_SECONDS = 1;
    private static final int MOST_DOUBLINGS = 4;
    private static final long FIRST_WORD_SECONDS = 5;
    private static final long NAMES_SECONDS = 15;
    private static final long RAREST_WORD_SECONDS = 60;

    private final Supplier<Config> configs;
    private final MembershipSettings settings;
    private final @Nullable SeedSource source;
    private final long firstWordSeconds;
    private volatile Set<Address> seeds;
    private final List<NodeComponent> components = new ArrayList<>();
    private final List<ToController.Ended> ended = new CopyOnWriteArrayList<>();
    private final Fence fence = new Fence();
    private final Lookout lookout = new Lookout(LOG);
    private final ScheduledThreadPoolExecutor keeper = new ScheduledThreadPoolExecutor(1, Membership::daemon);
    private volatile @Nullable ActorSystem<NodeGuardian.Command> system;
    private volatile @Nullable Address lastServing;
    private volatile Set<Address> lastSeen = Set.of();
    /** How many systems in a row were replaced and never served. */
    private final AtomicInteger unserved = new AtomicInteger();

    private volatile boolean closed;
    /** Why there is no new ActorSystem; null if there is one. The keeper's. */
    private @Nullable String trouble;

    private Membership(
            Supplier<Config> configs, List<String> seeds, @Nullable SeedSource source, long firstWordSeconds) {
        this.configs = configs;
        this.source = source;
        this.firstWordSeconds = firstWordSeconds;
        keeper.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.settings = MembershipSettings.from(configs.get());
        this.seeds = addresses(seeds.stream());
    }

    /**
     * Starts the first ActorSystem, which tries to join in the background without a limit.
     *
     * @param config with the role and the address to bind
     * @param seeds every spelling of the controllers' addresses, as {@code akka://stoker@127.0.0.1:10113}
     */
    public static Membership start(Config config, List<String> seeds, NodeComponent... components) {
        return start(() -> config, seeds, components);
    }

    /**
     * As {@link #start(Config, List, NodeComponent...)}, with a configuration for each ActorSystem.
     *
     * @param configs asked for the next system's configuration, by one thread at a time
     * @param seeds none if a component does the joining
     */
    public static Membership start(Supplier<Config> configs, List<String> seeds, NodeComponent... components) {
        return start(new Membership(configs, seeds, null, FIRST_WORD_SECONDS), components);
    }

    /**
     * As {@link #start(Supplier, List, NodeComponent...)}, for controllers that nobody has named.
     *
     * @param source asked where they are, again and again while none answers
     */
    public static Membership start(Supplier<Config> configs, SeedSource source, NodeComponent... components) {
        return start(new Membership(configs, List.of(), source, FIRST_WORD_SECONDS), components);
    }

    /**
     * As {@link #start(Config, List, NodeComponent...)}.
     *
     * @param firstWordSeconds after how long without a controller the log first says what was found instead
     */
    static Membership start(Config config, List<String> seeds, long firstWordSeconds) {
        return start(new Membership(() -> config, seeds, null, firstWordSeconds));
    }

    private static Membership start(Membership membership, NodeComponent... components) {
        membership.components.addAll(List.of(components));
        var unused = membership.keeper.schedule(
                () -> Lookout.THREADS.execute(membership::tryNames), NAMES_SECONDS, TimeUnit.SECONDS);
        // Before what takes its time: with a wrong address nothing else comes.
        membership.lookOut(membership.firstWordSeconds, true);
        try {
            membership.startSystem();
            membership.findSeeds();
            return membership;
        } catch (RuntimeException e) {
            membership.closed = true;
            membership.keeper.shutdownNow();
            throw e;
        }
    }

    private static Set<Address> addresses(Stream<String> seeds) {
        return seeds.map(AddressFromURIString::parse).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void findSeeds() {
        if (source != null) {
            new SeedFinder(source, keeper, () -> isAlone() ? system : null, this::found, LOG).begin();
        }
    }

    /** Those of before may be gone for good. */
    private void found(Set<Address> addresses) {
        if (!addresses.equals(seeds)) {
            seeds = addresses;
            joinAlone();
        }
    }

    /** Whether this node joins others: a controller does so by itself. */
    private boolean joinsOthers() {
        return source != null || !seeds.isEmpty();
    }

    /** Unless this was closed meanwhile: nobody would end the system. */
    private synchronized void startSystem() {
        if (closed) {
            return;
        }
        ActorSystem<NodeGuardian.Command> fresh = createSystem();
        system = fresh;
        // Bound to this system: the signals of one that was replaced come late and must not replace its successor.
        fresh.getWhenTerminated().thenAccept((Done done) -> replace(fresh, "it has terminated"));
        join(fresh);
    }

    private void join(ActorSystem<?> node) {
        List<Address> known = knownControllers();
        NodeTls.of(node).controllers(known);
        if (!known.isEmpty()) {
            Cluster.get(node).manager().tell(new JoinSeedNodes(known));
        }
    }

    private ActorSystem<NodeGuardian.Command> createSystem() {
        try {
            return ActorSystem.create(
                    NodeGuardian.create(settings, patience(), List.copyOf(components), Incarnation::new),
                    WireConfig.SYSTEM_NAME,
                    ActorSystemSetup.create(
                            BootstrapSetup.create(configs.get()).withClassloader(new AkkaClassLoader())));
        } catch (RuntimeException e) {
            // Akka says that it cannot start, and not that it is a file of keys that cannot be read.
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof KeyFileException keys) {
                    throw keys;
                }
            }
            throw e;
        }
    }

    /**
     * A system that was replaced before any controller has served it was given too little time, as on a busy machine:
     * each one is given more, and starting them is what makes the machine busier.
     */
    private int patience() {
        return 1 << Math.max(0, Math.min(MOST_DOUBLINGS, unserved.get()));
    }

    /**
     * While there is no controller, looks again and again, less and less often: Akka would say so every two seconds,
     * and not why.
     *
     * @param alone whether there was none so many seconds before: who loses one has another a moment later, mostly
     */
    private void lookOut(long seconds, boolean alone) {
        if (!joinsOthers()) {
            return;
        }
        try {
            var unused = keeper.schedule(
                    () -> {
                        if (!isAlone() || seeds.isEmpty()) {
                            lookout.end();
                            lookOut(firstWordSeconds, false);
                        } else if (!alone) {
                            lookOut(firstWordSeconds, true);
                        } else {
                            var unusedEither = lookout.look(knownControllers(), reachability(), this::isAlone);
                            lookOut(Math.min(2 * seconds, RAREST_WORD_SECONDS), true);
                        }
                    },
                    seconds,
                    TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed while looking for the controller");
        }
    }

    /** A controller that is dialled by an IP address may know itself by a name. Asking for names may take seconds. */
    private void tryNames() {
        if (!isAlone() || source != null) { // whose next answer would be another
            return;
        }
        Set<Address> more = new LinkedHashSet<>(seeds);
        more.addAll(addresses(seeds.stream()
                .flatMap(seed ->
                        WireConfig.seedsWithNames(
                                seed.getHost().orElse(""), seed.getPort().orElse(0))
                                .stream())));
        if (more.size() > seeds.size()) {
            seeds = more;
            joinAlone();
        }
    }

    private synchronized void joinAlone() {
        if (isAlone() && system != null) {
            join(system);
        }
    }

    /** As this node sees it, with what it shows to others. */
    public Reachability reachability() {
        ActorSystem<?> now = system;
        return now == null ? Reachability.untried() : Reachability.of(NodeTls.of(now));
    }

    private boolean isAlone() {
        ActorSystem<?> now = system;
        return !closed && (now == null || Cluster.get(now).selfMember().status() == MemberStatus.removed());
    }

    /** Whoever has served last, or may serve next, may be another one than those that were known at first. */
    private List<Address> knownControllers() {
        Set<Address> known = new LinkedHashSet<>(seeds);
        Address last = lastServing;
        if (joinsOthers()) {
            if (last != null) {
                known.add(last);
            }
            known.addAll(lastSeen);
        }
        return List.copyOf(known);
    }

    private void replace(ActorSystem<?> old, String reason) {
        if (closed || old != system) {
            return;
        }
        try {
            keeper.execute(() -> {
                LOG.info("joining the cluster again with a new ActorSystem: {}", reason);
                replaceNow(old);
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("closed before a new ActorSystem was started: {}", reason);
        }
    }

    private void replaceNow(ActorSystem<?> old) {
        if (closed || old != system) {
            return;
        }
        unserved.incrementAndGet();
        try {
            terminate(old);
            startSystem();
            trouble = null;
        } catch (Throwable e) {
            // As when there is no port, file descriptor or thread to be had, the last of which is an Error, or when
            // others can read the keys: that passes.
            report(e);
            var unused = keeper.schedule(() -> replaceNow(old), RETRY_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Once, and again when it is another. */
    private void report(Throwable failure) {
        String reason = failure.toString();
        if (reason.equals(trouble)) {
            return;
        }
        trouble = reason;
        if (failure instanceof StokerException) {
            LOG.error("cannot join the cluster again, and tries it each second: {}", failure.getMessage());
        } else {
            LOG.error("cannot join the cluster again, and tries it each second", failure);
        }
    }

    /** This one lives here, too, from now on. */
    public synchronized void add(NodeComponent component) {
        components.add(component);
        guardian().tell(new NodeGuardian.Add(component));
    }

    /** This one does not live here any more; its actors end soon. */
    public synchronized void remove(NodeComponent component) {
        components.remove(component);
        InstanceKey key = component.key();
        if (component.isEngine() && key != null) {
            ended.add(new ToController.Ended(component.instance(), key));
        }
        guardian().tell(new NodeGuardian.Remove(component));
    }

    private ActorSystem<NodeGuardian.Command> guardian() {
        ActorSystem<NodeGuardian.Command> current = system;
        if (current == null) {
            throw new IllegalStateException("the membership has not been started");
        }
        return current;
    }

    /** The cluster node of now; another one after a replacement. */
    public ActorSystem<?> system() {
        return guardian();
    }

    /** Leaves the cluster, gracefully if that takes no longer than {@code stoker.membership.close-timeout}. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        keeper.shutdown();
        ActorSystem<NodeGuardian.Command> last = guardian();
        if (!settings.closeTimeout().isZero()) {
            leave(last);
        }
        terminate(last);
    }

    /**
     * The controller removes who tells it, at once. A controller has nobody to tell and leaves by way of Akka, which
     * takes long while the others do not agree about the cluster.
     */
    private void leave(ActorSystem<NodeGuardian.Command> last) {
        CompletableFuture<Done> left = new CompletableFuture<>();
        if (!joinsOthers()) {
            left = CoordinatedShutdown.get(last)
                    .runAll(CoordinatedShutdown.actorSystemTerminateReason())
                    .toCompletableFuture();
        } else {
            CompletableFuture<Done> told = left;
            last.tell(new NodeGuardian.Leave(() -> told.complete(Done.getInstance())));
        }
        try {
            left.get(settings.closeTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("leaving without waiting for the others to agree", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void terminate(ActorSystem<?> old) {
        old.terminate();
        CompletableFuture<Done> ended = old.getWhenTerminated().toCompletableFuture();
        try {
            if (!ended.isDone() && !endsWithin(ended, STREAMS_SECONDS)) {
                cutConnections(old);
            }
            ended.get(TERMINATION_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn(
                    "the old ActorSystem has not terminated within {} s; continuing without it",
                    TERMINATION_SECONDS,
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean endsWithin(CompletableFuture<Done> ended, long seconds)
            throws InterruptedException, ExecutionException {
        try {
            ended.get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /**
     * Akka waits for the streams of its connections. Now and then one with TLS does not hear that it is to end, and
     * would go on until its peer hangs up.
     */
    private static void cutConnections(ActorSystem<?> old) {
        LOG.debug("cutting the connections of an ActorSystem that takes long to terminate");
        Adapter.toClassic(old)
                .actorSelection("/system/Materializers")
                .tell(PoisonPill.getInstance(), akka.actor.ActorRef.noSender());
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "stoker-membership");
        thread.setDaemon(true);
        return thread;
    }

    /** This JVM in one of the ActorSystems. */
    private final class Incarnation implements HeartbeatSender.Node {
        private final ActorSystem<?> mine;

        Incarnation(ActorSystem<?> mine) {
            this.mine = mine;
        }

        @Override
        public List<ToController.Ended> ended() {
            return List.copyOf(ended);
        }

        @Override
        public Fence fence() {
            return fence;
        }

        @Override
        public void controllers(Set<Address> addresses) {
            if (!addresses.isEmpty()) {
                lastSeen = Set.copyOf(addresses);
                NodeTls.of(mine).controllers(knownControllers());
            }
        }

        @Override
        public void served(Address controller) {
            unserved.set(-1); // this one does not count when it is replaced
            lastServing = controller;
            NodeTls.of(mine).controllers(knownControllers());
        }

        @Override
        public void replace(String reason) {
            Membership.this.replace(mine, reason);
        }
    }
}
