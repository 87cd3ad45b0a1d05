package io.stoker.client;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.stoker.client.multi.MultiEngineClient;
import io.stoker.client.pool.Pools;
import io.stoker.client.pool.StokerCompletionService;
import io.stoker.client.pool.StokerExecutor;
import io.stoker.task.Arguments;
import io.stoker.task.ControllerUnreachableException;
import io.stoker.task.Durations;
import io.stoker.task.EngineInfo;
import io.stoker.task.EventQuery;
import io.stoker.task.SettingException;
import io.stoker.task.StokerCallable;
import io.stoker.task.StokerEvent;
import io.stoker.task.StokerException;
import io.stoker.task.Task;
import io.stoker.task.WaitTimeoutException;
import io.stoker.wire.Endpoint;
import io.stoker.wire.Membership;
import io.stoker.wire.Settings;
import io.stoker.wire.TrustMode;
import io.stoker.wire.WireConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a Stoker cluster, which this JVM joins as a client. Thread-safe; one is enough for a program.
 *
 * <p>It lasts until it is closed: while the controller is away, requests are repeated, and futures complete when it is
 * back. It does not keep the JVM alive: the JVM ends with {@code main} and the other threads of the program, even if
 * calls are pending.
 */
public final class Stoker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Stoker.class);
    /** Each has threads of its own. */
    private static final int MOST_LOCAL = 1_000;

    private final ClientSession clientSession;
    private final Waits waits;
    private final ClientSettings settings;
    private final Backlog backlog;
    private final Membership node;
    private final Engines engines;
    private final Queue<MultiEngineClient> direct = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Runnable> atEnd;

    /**
     * A client on this node.
     *
     * @param atEnd runs once when the connection has ended, to close the node
     */
    private Stoker(ClientSettings settings, Membership node, Runnable atEnd) {
        this(settings, node, atEnd, new ClientSession());
    }

    Stoker(ClientSettings settings, Membership node, Runnable atEnd, ClientSession session) {
        this.atEnd = new AtomicReference<>(atEnd);
        this.node = node;
        this.settings = settings;
        this.backlog = Backlog.ofThisJvm(settings.maxBacklog());
        clientSession = session;
        waits = new Waits(clientSession);
        engines = new Engines(clientSession, waits);
        node.add(clientSession);
    }

    /**
     * Connects to the controller of the join file that the environment variable {@code STOKER_JOIN} names, or else to
     * that which {@code scripts/stoker cluster} has started on this machine under the default profile.
     *
     * @throws StokerException if the join file cannot be used, no cluster is running, or it does not answer; the
     *     message says what to do
     */
    public static Stoker connect() {
        return connect(Map.of());
    }

    /**
     * As {@link #connect()}, with settings that override the defaults of {@code reference.conf}.
     *
     * @param overrides as {@code "stoker.client.connect-timeout"} to {@code "5s"}
     * @throws SettingException if a setting is unknown, or its value is invalid
     */
    public static Stoker connect(Map<String, ?> overrides) {
        Config config = WireConfig.load(overrides);
        return connect(clusters().find(config), config);
    }

    /**
     * Connects to the cluster of a join file, which {@code stoker join-token} has written on the controller's machine.
     * It says where the controller is, and has what this program shows to be let in.
     *
     * @param joinFile readable by its owner only
     * @throws StokerException if the file cannot be used, as one that has expired; the message says what to do
     * @throws ControllerUnreachableException as {@link #connect(String, int)}
     */
    public static Stoker connect(Path joinFile) {
        return connect(joinFile, Map.of());
    }

    /** As {@link #connect(Path)}, with a timeout. */
    public static Stoker connect(Path joinFile, Duration timeout) {
        return connect(joinFile, connectWithin(timeout));
    }

    /** As {@link #connect(Path)}, with settings that override the defaults of {@code reference.conf}. */
    public static Stoker connect(Path joinFile, Map<String, ?> overrides) {
        Map<String, Object> all = new HashMap<>(overrides);
        all.put(
                "stoker.client.join",
                Arguments.given(joinFile, "connect needs a join file").toString());
        return connect(all);
    }

    /**
     * As {@link #connect()}, with a timeout.
     *
     * @throws SettingException if it is not positive
     */
    public static Stoker connect(Duration timeout) {
        return connect(connectWithin(timeout));
    }

    /** A duration that is too long for a setting means no limit. */
    private static Map<String, ?> connectWithin(Duration timeout) {
        Duration within = timeout.compareTo(Settings.LONGEST) > 0 ? Settings.LONGEST : timeout;
        return Map.of("stoker.client.connect-timeout", within);
    }

    static Clusters clusters() {
        return ServiceLoader.load(Clusters.class)
                .findFirst()
                .orElseThrow(() -> new StokerException(
                        "no provider of io.stoker.client.Clusters is on the class path; connect by host and port"));
    }

    /**
     * Starts a controller and {@code engines} engines in this JVM, for tests and first steps, and returns when they can
     * be used. They end when the connection is closed; then all tasks and results are lost. A task that ends its JVM
     * ends this JVM.
     *
     * @throws IllegalArgumentException if {@code engines} is less than 1 or more than 1000
     * @throws StokerException if the engines cannot be used, for example because their prelude fails
     */
    public static Stoker local(int engines) {
        return local(engines, Map.of());
    }

    /**
     * As {@link #local(int)}, with settings that override the defaults of {@code reference.conf}.
     *
     * @param overrides as {@code "stoker.schedule.order"} to {@code "lifo"}
     * @throws SettingException if a setting is unknown, or its value is invalid
     */
    public static Stoker local(int engines, Map<String, ?> overrides) {
        if (engines < 1 || engines > MOST_LOCAL) {
            throw new IllegalArgumentException(
                    "a cluster in one JVM has from 1 to " + MOST_LOCAL + " engines, not " + engines);
        }
        Config config = WireConfig.load(overrides);
        ClientSettings settings = ClientSettings.from(config); // before anything is started
        Clusters.Local cluster = clusters().start(engines, config);
        Stoker stoker = new Stoker(settings, cluster.node(), cluster::close);
        try {
            CompletableFuture<?> ready = stoker.waitForEnginesAsync(engines, stoker.settings.connectTimeout());
            var unused =
                    cluster.broken().thenAccept(reason -> ready.completeExceptionally(new StokerException(reason)));
            stoker.waits.get(ready);
            return stoker;
        } catch (RuntimeException e) {
            stoker.close();
            throw e;
        }
    }

    /**
     * Connects to a controller. What this program shows to be let in is the join file that the environment variable
     * {@code STOKER_JOIN} names, or else the keys of the profile on this machine whose cluster has that port, or else
     * those of the default profile.
     *
     * @param host any name or address of its machine
     * @param port its port, usually 10113
     * @throws IllegalArgumentException if {@code host} is blank, or {@code port} is not from 1 to 65535
     * @throws ControllerUnreachableException if none answers within {@code stoker.client.connect-timeout}, or nothing
     *     listens there for {@code stoker.client.listen-timeout}; the message says what answers at the address
     */
    public static Stoker connect(String host, int port) {
        return connect(host, port, Map.of());
    }

    /** As {@link #connect(String, int)}, with a timeout. */
    public static Stoker connect(String host, int port, Duration timeout) {
        return connect(host, port, connectWithin(timeout));
    }

    /**
     * As {@link #connect(String, int)}, with settings that override the defaults of {@code reference.conf}.
     *
     * @param overrides as {@code "stoker.client.connect-timeout"} to {@code "5s"}
     * @throws SettingException if a setting is unknown, or its value is invalid
     */
    public static Stoker connect(String host, int port, Map<String, ?> overrides) {
        return connect(List.of(new Clusters.HostAndPort(host, port)), WireConfig.load(overrides));
    }

    /**
     * Connects to the serving one of several controllers that share a ledger and stand by for each other.
     *
     * @param controllers their addresses, in any order; at least one
     * @throws IllegalArgumentException if the list is empty
     * @throws ControllerUnreachableException as {@link #connect(String, int)}
     */
    public static Stoker connect(List<Clusters.HostAndPort> controllers) {
        return connect(controllers, Map.of());
    }

    /** As {@link #connect(List)}, with a timeout. */
    public static Stoker connect(List<Clusters.HostAndPort> controllers, Duration timeout) {
        return connect(controllers, connectWithin(timeout));
    }

    /** As {@link #connect(List)}, with settings that override the defaults of {@code reference.conf}. */
    public static Stoker connect(List<Clusters.HostAndPort> controllers, Map<String, ?> overrides) {
        if (Arguments.given(controllers, "connect needs controllers").isEmpty()) {
            throw new IllegalArgumentException("connect needs at least one controller");
        }
        return connect(controllers, WireConfig.load(overrides));
    }

    private static Stoker connect(List<Clusters.HostAndPort> controllers, Config config) {
        TrustMode mode = TrustMode.isOn(config) ? clusters().trust(controllers, config) : new TrustMode.Off();
        return connect(controllers, config, mode);
    }

    /** @param mode who the controllers may be, and what this client shows them */
    static Stoker connect(List<Clusters.HostAndPort> controllers, Config config, TrustMode mode) {
        ClientSettings settings = ClientSettings.from(config); // before anything is started
        Membership node = join(controllers, config, settings, mode);
        Stoker stoker = new Stoker(settings, node, node::close);
        FunctionTrial.begin(settings.limit(), node.system());
        try {
            stoker.awaitFirstServing(controllers);
            return stoker;
        } catch (RuntimeException e) {
            stoker.close();
            throw e;
        }
    }

    /** Waits longer if something listens that may be a busy controller. */
    private void awaitFirstServing(List<Clusters.HostAndPort> controllers) {
        Duration all = settings.connectTimeout();
        Duration first = settings.listenTimeout().compareTo(all) < 0 ? settings.listenTimeout() : all;
        Duration waited = first;
        if (!isServedWithin(first)) {
            boolean goesOn = first.compareTo(all) < 0
                    && controllers.stream()
                            .anyMatch(at -> node.reachability()
                                    .look(at.host(), at.port())
                                    .mayAnswer());
            if (goesOn) {
                LOG.warn(
                        "{} accepts connections but has not answered within {}: the machine may be busy; waiting up to {} (stoker.client.connect-timeout)",
                        controllers,
                        Durations.text(first),
                        Durations.text(all));
                waited = all;
            }
            if (!goesOn || !isServedWithin(all.minus(first))) {
                throw unreachable(controllers, waited);
            }
        }
    }

    private boolean isServedWithin(Duration time) {
        try {
            waits.get(clientSession.firstServing(), time, () -> "");
            return true;
        } catch (WaitTimeoutException e) {
            return false;
        }
    }

    private ControllerUnreachableException unreachable(List<Clusters.HostAndPort> controllers, Duration waited) {
        return new ControllerUnreachableException(controllers.stream()
                .map(address -> node.reachability().explain(address.host(), address.port(), waited))
                .collect(Collectors.joining("\n")));
    }

    private static Membership join(
            List<Clusters.HostAndPort> controllers, Config config, ClientSettings settings, TrustMode mode) {
        String host = controllers.get(0).host();
        Endpoint first = settings.towards(host);
        if (mode instanceof TrustMode.Off && !first.isLoopback() && !settings.allowInsecureBind()) {
            throw new StokerException("connecting to " + host + " with stoker.tls=off requires listening on " + first
                    + " without any protection: leave TLS on, or set stoker.allow-insecure-bind=true if every machine that can reach"
                    + " this address may run code as you");
        }
        // What is of interest to a user is thrown; a lost connection, say, is Akka's to mend and nothing to print.
        Config quiet = ConfigFactory.parseMap(Map.of("akka.loglevel", "ERROR")).withFallback(config);
        List<String> seeds = controllers.stream()
                .flatMap(address -> WireConfig.seeds(address.host(), address.port()).stream())
                .toList();
        try {
            return Membership.start(
                    () -> WireConfig.node(quiet, List.of("client"), settings.towards(host), mode), seeds);
        } catch (StokerException e) {
            throw e;
        } catch (RuntimeException e) {
            throw first.cannotListen("stoker.client.", e);
        }
    }

    /** The Task interface. It has no state: calling this repeatedly costs nothing. */
    public TaskClient taskClient() {
        return new TaskClient(clientSession, waits, backlog, settings);
    }

    /**
     * A new client of the MultiEngine interface, with its own order of calls on each engine and its own memory of
     * errors. Unlike {@link #taskClient()}, it costs memory on each engine that it calls: use one for many calls, and
     * close it after the last. Closing this connection closes it too.
     */
    public MultiEngineClient multiEngineClient() {
        MultiEngineClient client =
                MultiEngineClient.of(new DirectConnection(this, node, clientSession, waits, settings));
        direct.removeIf(MultiEngineClient::isClosed);
        direct.add(client);
        return client;
    }

    /**
     * An {@link java.util.concurrent.ExecutorService} whose functions run as tasks, for code that knows nothing of
     * Stoker. Each is one of its own; whoever shuts it down ends its functions only.
     */
    public StokerExecutor executor() {
        return executor(task -> task);
    }

    /**
     * As {@link #executor()}, with options of each task, as in {@code executor(Task::atMostOnce)}.
     *
     * @throws IllegalArgumentException if {@code options} is null
     */
    public StokerExecutor executor(UnaryOperator<Task> options) {
        return Pools.executor(new PoolSubmitter(taskClient(), Arguments.given(options, "executor needs options")));
    }

    /** A new completion service: it stands in place of an {@code ExecutorCompletionService}. */
    public <V extends @Nullable Object> StokerCompletionService<V> completionService() {
        return Pools.completionService(new PoolSubmitter(taskClient(), task -> task));
    }

    /**
     * Submits a Java function as a task, in place of {@link CompletableFuture#supplyAsync}: the future fails with what
     * the function threw, and not, as that of {@link TaskClient#submit(StokerCallable)}, with the failure of its task.
     * Cancelling it aborts the task.
     *
     * @throws StokerException as {@link TaskClient#submit(StokerCallable)}
     */
    public <T extends @Nullable Object> CompletableFuture<T> supplyAsync(StokerCallable<T> function) {
        return Pools.supplyAsync(new PoolSubmitter(taskClient(), task -> task), function);
    }

    /**
     * Has the classes and resources of a jar or folder go along with every Java function from now on. That is needed
     * for what cannot be seen in the functions' own classes, as what they find by reflection.
     *
     * @throws IllegalArgumentException if it is null, cannot be read, or has its classes further below
     * @throws StokerException if it has more than one session may send
     */
    public void addJar(Path jar) {
        clientSession.functions().addJar(Arguments.given(jar, "addJar needs the path of a jar or folder"));
    }

    /** The engines that are registered now, ascending by id. */
    public List<EngineInfo> engines() {
        return engines(settings.requestTimeout());
    }

    /** As {@link #engines()}, with a timeout. */
    public List<EngineInfo> engines(Duration timeout) {
        return engines.now(timeout).engines();
    }

    /** As {@link #engines()}, without waiting. */
    public CompletableFuture<List<EngineInfo>> enginesAsync() {
        return waits.supply(this::engines);
    }

    /**
     * Waits until at least {@code n} engines are registered and can be reached.
     *
     * @throws WaitTimeoutException if they are not by then; the message says how many are registered
     */
    public List<EngineInfo> waitForEngines(int n, Duration timeout) {
        return engines.await(n, timeout);
    }

    /** As {@link #waitForEngines}, without waiting. */
    public CompletableFuture<List<EngineInfo>> waitForEnginesAsync(int n, Duration timeout) {
        return waits.supply(() -> waitForEngines(n, timeout));
    }

    /**
     * Tells a listener, on a separate thread, of the registered engines, and then of engines that join and leave. It
     * misses engines that join and leave again while the controller cannot be reached.
     */
    public EngineWatch watchEngines(EngineListener listener) {
        EngineWatch watch = new EngineWatch(engines, Arguments.given(listener, "watchEngines needs a listener"));
        waits.run(watch::run);
        return watch;
    }

    /**
     * What happens to tasks and engines, in order, each event once, from the moment it is durable. Every subscriber has
     * a place of its own among the events: it gets as many as it requests, at its own pace, and its place costs the
     * cluster nothing. While the controller is away nothing comes, and nothing is missing afterwards. After it was
     * closed, or the connection was, a subscriber goes on with {@link EventQuery#after} the last event it had.
     *
     * <p>A subscription fails with an {@link io.stoker.task.EventsGoneException} when the next events are not kept any
     * more, and with a {@link StokerException} when this connection is closed, the controller has another ledger, or
     * the ledger cannot be read. It never completes. Subscribers are called on threads of this connection, one call
     * after the other.
     */
    public Flow.Publisher<StokerEvent> events(EventQuery query) {
        Arguments.given(query, "events needs a query").check();
        return subscriber -> EventSubscription.begin(subscriber, query, new EventQuestions(clientSession), waits);
    }

    Waits waits() {
        return waits;
    }

    Submitting submitting() {
        return new Submitting(clientSession, waits, backlog, settings);
    }

    ClientSession session() {
        return clientSession;
    }

    Backlog backlog() {
        return backlog;
    }

    /** To be run once, when this connection is closed. */
    void atClose(Runnable end) {
        atEnd.updateAndGet(before -> () -> {
            end.run();
            before.run();
        });
    }

    /** Leaves the cluster; takes a few seconds at most. Pending calls fail. Closing twice does nothing. */
    @Override
    public void close() {
        direct.forEach(MultiEngineClient::close);
        clientSession.close();
        atEnd.getAndSet(() -> {}).run();
        waits.close();
    }
}
