package io.stoker.node;

import com.typesafe.config.Config;
import io.stoker.controller.ControllerListener;
import io.stoker.kernel.Output;
import io.stoker.store.CommitFaults;
import io.stoker.store.LedgerStore;
import io.stoker.store.MemoryStore;
import io.stoker.store.SteadyClock;
import io.stoker.store.ValueFiles;
import io.stoker.store.sql.PostgresqlSettings;
import io.stoker.store.sql.PostgresqlTransport;
import io.stoker.store.sql.SqlStore;
import io.stoker.task.EngineInfo;
import io.stoker.task.EngineProperties;
import io.stoker.task.StokerException;
import io.stoker.trust.AuditLog;
import io.stoker.trust.JoinCredentials;
import io.stoker.trust.KeyFolder;
import io.stoker.wire.Endpoint;
import io.stoker.wire.ExitCode;
import io.stoker.wire.Membership;
import io.stoker.wire.TrustMode;
import io.stoker.wire.WireConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Where the JVMs of a cluster begin: from here on Akka is loaded. Each call stays until its node has ended. */
public final class Nodes {
    private static final String CONTROLLER = "controller";
    private static final String ENGINE = "engine";

    private Nodes() {}

    /** Runs a controller in this JVM; returns its exit code. */
    public static int runController(ControllerOptions options) {
        Config config = options.start().settings().load();
        Endpoint endpoint = options.listening().endpoint();
        check(endpoint, config);
        ProfileKeys keys = ownKeys(options);
        ControllerEvents events = options.events();
        CompletableFuture<ControllerNode> started = new CompletableFuture<>();
        NodeLifetime lifetime = lifetime(options.start().parent(), exited -> {
            var unused =
                    started.thenAccept(node -> node.nodeExited(exited.node().toString(), exited.code()));
        });
        TrustMode mode = trust(options, config);
        try (AuditLog audit = AuditLog.open(options.profile().auditLog(), LoggerFactory.getLogger(Nodes.class)::warn);
                ControllerHttp http = new ControllerHttp(options, config, mode, audit);
                ControllerNode node = ControllerNode.start(
                        config,
                        endpoint,
                        http.options(),
                        mode,
                        store(options, config),
                        listener(events, lifetime),
                        new ControllerAudit(audit))) {
            started.complete(node);
            events.ready(connection(endpoint.host(), node, http.scheme(), place(options, config)));
            return lifetime.await();
        } finally {
            keys.close();
            lifetime.closed();
        }
    }

    /** Beside a launcher those are the launcher's part, and with a join file another machine's. */
    private static ProfileKeys ownKeys(ControllerOptions options) {
        ProfileKeys keys = new ProfileKeys(
                options.profile(),
                options.listening().names(),
                InstantSource.system(),
                LoggerFactory.getLogger(Nodes.class)::warn);
        JoinCredentials join = options.join();
        if (join != null) {
            new KeyFolder(options.profile().keys()).adopt(join.credentials().authority());
        } else if (options.start().parent() == null) {
            keys.prepare();
            keys.keepRenewing();
        }
        return keys;
    }

    private static ConnectionInfo connection(String host, ControllerNode node, String scheme, String ledger) {
        return new ConnectionInfo(
                host,
                node.port(),
                scheme,
                host,
                node.managementPort(),
                ProcessHandle.current().pid(),
                Instant.now(),
                Version.current(),
                ledger);
    }

    /** Where the ledger is, for people. */
    private static String place(ControllerOptions options, Config config) {
        NodeSettings settings = NodeSettings.from(config);
        return switch (settings.ledger()) {
            case MEMORY -> ConnectionInfo.MEMORY;
            case SQLITE -> options.profile().ledger().toString();
            case POSTGRESQL -> settings.postgresql().place();
        };
    }

    private static LedgerStore store(ControllerOptions options, Config config) {
        NodeSettings settings = NodeSettings.from(config);
        Profile profile = options.profile();
        return switch (settings.ledger()) {
            case MEMORY ->
                new MemoryStore(
                        CommitFaults.FAIR, ValueFiles.scratch(profile.scratchValues(), settings.mostStoredValues()));
            case SQLITE ->
                SqlStore.sqlite(
                        profile.ledger(),
                        ValueFiles.open(profile.values(), settings.mostStoredValues(), new SteadyClock()),
                        settings.diskReserve(),
                        settings.keptEvents());
            case POSTGRESQL ->
                SqlStore.postgresql(
                        postgresql(profile, settings),
                        settings.mostStoredValues(),
                        new SteadyClock(),
                        settings.keptEvents());
        };
    }

    private static PostgresqlSettings postgresql(Profile profile, NodeSettings settings) {
        if (!settings.postgresqlAllowPlaintext()) {
            PostgresqlTransport.requireProof(settings.postgresql());
        }
        return PasswordFile.of(profile, settings)
                .map(password -> settings.postgresql().withPassword(password))
                .orElse(settings.postgresql());
    }

    /** Runs engines in this JVM; returns its exit code. */
    public static int runEngine(EngineOptions options) {
        EngineHeap.require(options.count());
        OutOfMemory.endsThisJvm();
        // Before anything that takes its time: with a wrong address nothing else will come.
        LoggerFactory.getLogger(Nodes.class)
                .info(
                        "engine process {} looks for the controller{}",
                        options.key().instance(),
                        options.controllers().isEmpty()
                                ? ""
                                : options.controllers().stream()
                                        .map(HostPort::toString)
                                        .collect(Collectors.joining(", ", " at ", "")));
        List<String> seeds = options.controllers().isEmpty() ? List.of() : seeds(options.controllers());
        Config config = options.start().settings().load();
        makeKeys(options, config);
        NodeLifetime lifetime = lifetime(options.start().parent(), exited -> {});
        EngineReports reports = new EngineReports(options.start().protocol());
        // For good: it is this process, and not the code of its tasks, that decides where its output goes.
        var unused = Output.hold();
        try (Membership node = startEngineNode(options, config, seeds);
                NodeEngines engines =
                        NodeEngines.start(config, options.key(), options.count(), properties(), reports)) {
            engines.join(node);
            return lifetime.await();
        } finally {
            reports.processes().kill();
            lifetime.closed();
        }
    }

    /** Whether engines that are started so look for controllers as {@link BootstrapSettings} say. */
    public static boolean findControllers(NodeStart start) {
        return NodeSettings.from(start.settings().load()).bootstrap().method() != BootstrapSettings.Method.NONE;
    }

    /** An engine may be started before the first controller of the profile, and waits for it. */
    private static void makeKeys(EngineOptions options, Config config) {
        Profile profile = options.profile();
        if (TrustMode.isOn(config)
                && options.join() == null
                && !options.controllers().isEmpty()
                && !hasKeys(profile, ENGINE)
                && options.controllers().stream().allMatch(controller -> WireConfig.isHere(controller.host()))) {
            new ProfileKeys(profile, List.of(), InstantSource.system(), LoggerFactory.getLogger(Nodes.class)::warn)
                    .prepare();
        }
    }

    private static Membership startEngineNode(EngineOptions options, Config config, List<String> seeds) {
        try {
            return seeds.isEmpty()
                    ? Membership.start(
                            () -> node(options, config),
                            new DiscoveredControllers(NodeSettings.from(config).bootstrap()))
                    : Membership.start(() -> node(options, config), seeds);
        } catch (StokerException e) {
            throw e;
        } catch (RuntimeException e) {
            throw options.endpoint().cannotListen("--", e);
        }
    }

    /** Where the engines' next ActorSystem listens. */
    private static Config node(EngineOptions options, Config config) {
        Endpoint endpoint = options.endpoint();
        check(endpoint, config);
        Path join = options.join();
        TrustMode mode = join == null ? trust(options.profile(), ENGINE, config) : TrustMode.of(config, join, null);
        return WireConfig.node(config, List.of(ENGINE), endpoint, mode);
    }

    /** A name that is not known yet may become known; one that is no address to Akka never will. */
    private static List<String> seeds(List<HostPort> controllers) {
        List<String> seeds = controllers.stream()
                .flatMap(controller -> WireConfig.seeds(controller.host(), controller.port()).stream())
                .toList();
        if (seeds.isEmpty()) {
            throw new NodeException("no controller can be reached by the name '"
                    + controllers.get(0).host() + "': use another name of that machine, or its IP address");
        }
        return seeds;
    }

    /**
     * Does once what every node does at its start, so that its classes get into the class data archive.
     *
     * @param commands runs commands that ask the cluster of the profile that it is given
     */
    public static void warmUp(Profile profile, Consumer<Profile> commands) {
        WarmUp.run(profile.create().home(), commands);
    }

    /** By the join file, or else the keys of the profile; who is revoked is the profile's to know in any case. */
    private static TrustMode trust(ControllerOptions options, Config config) {
        JoinCredentials join = options.join();
        return join == null
                ? trust(options.profile(), CONTROLLER, config)
                : TrustMode.of(
                        config, join.file(), new KeyFolder(options.profile().keys()).revoked());
    }

    private static Path keys(Profile profile, String role) {
        return profile.keys().resolve(role + ".pem");
    }

    private static boolean hasKeys(Profile profile, String role) {
        return Files.exists(keys(profile, role), LinkOption.NOFOLLOW_LINKS);
    }

    /** By the keys of the profile. */
    private static TrustMode trust(Profile profile, String role, Config config) {
        Path own = keys(profile, role);
        if (TrustMode.isOn(config) && !hasKeys(profile, role)) {
            throw new NodeException(
                    "profile '" + profile.name() + "' has no keys (" + own + " does not exist): start its "
                            + "controller on this machine first, or use --join FILE with a file that 'scripts/stoker join-token' has "
                            + "written on the controller's machine");
        }
        return TrustMode.of(config, own, profile.keys().resolve("revoked"));
    }

    private static void check(Endpoint endpoint, Config config) {
        NodeSettings settings = NodeSettings.from(config);
        BindPolicy.check(endpoint, settings.tls(), settings.allowInsecureBind())
                .ifPresent(warning -> LoggerFactory.getLogger(Nodes.class).warn(warning));
    }

    private static ControllerListener listener(ControllerEvents events, NodeLifetime lifetime) {
        return new ControllerListener() {
            @Override
            public void registered(EngineInfo engine) {
                events.engineRegistered(engine.id(), engine.instance());
            }

            @Override
            public void lost(EngineInfo engine, String evidence) {
                events.engineLost(engine.id(), engine.instance());
            }

            @Override
            public void stuck(String reason) {
                LoggerFactory.getLogger(Nodes.class).error("{}; this controller ends", reason);
                lifetime.end(ExitCode.LEDGER_HANGS.number());
            }

            @Override
            public void damaged(String reason) {
                LoggerFactory.getLogger(Nodes.class).error("{}; this controller ends", reason);
                lifetime.end(ExitCode.LEDGER_DAMAGED.number());
            }

            @Override
            public void toEnd() {
                lifetime.end(ExitCode.KILLED.number());
            }
        };
    }

    static EngineProperties properties() {
        Runtime runtime = Runtime.getRuntime();
        Map<String, Object> properties = new TreeMap<>();
        properties.put("host", hostName());
        properties.put("pid", ProcessHandle.current().pid());
        properties.put("java", Runtime.version().toString());
        properties.put("java_version", Runtime.version().feature());
        properties.put("processors", runtime.availableProcessors());
        properties.put("heap", runtime.maxMemory());
        properties.put("stoker", Version.current());
        return EngineProperties.of(properties);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /** Begins before the node does: a launcher that dies while the node starts must not leave an orphan. */
    private static NodeLifetime lifetime(@Nullable ParentWatch parent, Consumer<NodeExited> onExited) {
        NodeLifetime lifetime = NodeLifetime.start();
        if (parent != null) {
            parent.start(onExited, () -> lifetime.end(0));
        }
        return lifetime;
    }
}
