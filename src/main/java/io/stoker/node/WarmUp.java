package io.stoker.node;

import com.typesafe.config.Config;
import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.controller.ControllerListener;
import io.stoker.http.HttpAudit;
import io.stoker.http.HttpOptions;
import io.stoker.http.HttpSettings;
import io.stoker.store.LedgerStore;
import io.stoker.store.MemoryStore;
import io.stoker.store.SteadyClock;
import io.stoker.store.StoreException;
import io.stoker.store.ValueFiles;
import io.stoker.store.sql.SqlStore;
import io.stoker.task.Task;
import io.stoker.trust.KeyFolder;
import io.stoker.trust.Role;
import io.stoker.trust.authority.Authority;
import io.stoker.wire.InstanceKey;
import io.stoker.wire.Membership;
import io.stoker.wire.RecordedDefaults;
import io.stoker.wire.TrustMode;
import io.stoker.wire.WireConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * A whole cluster in this JVM for one task, each of its nodes with an ActorSystem of its own: loads the classes that
 * every node and client loads at its start.
 */
final class WarmUp {
    private static final String HOST = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private WarmUp() {}

    /**
     * Rehearses.
     *
     * @param home where it may have a profile for a while
     * @param commands runs commands that ask the cluster of that profile
     */
    static void run(Path home, Consumer<Profile> commands) {
        RecordedDefaults.record();
        try {
            Path folder = Files.createTempDirectory(home, "warm-up-");
            try {
                rehearse(new Profile(home, folder.getFileName().toString()), commands);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void rehearse(Profile profile, Consumer<Profile> commands) throws IOException {
        Path folder = profile.folder();
        // Nobody wants to hear what Akka says when a few systems of one JVM come and go.
        Config config = WireConfig.load(Map.of("stoker.akka.loglevel", "ERROR", "stoker.tls", "on"));
        KeyFolder keys = keys(profile.keys());
        Path tokens = profile.tokens();
        try (ControllerNode controller = ControllerNode.start(
                        config,
                        HOST,
                        0,
                        http(tokens, config),
                        mode(keys, Role.CONTROLLER),
                        store(folder, config),
                        ControllerListener.NONE);
                Membership node = Membership.start(
                        WireConfig.node(config, "engine", HOST, 0, mode(keys, Role.ENGINE)),
                        WireConfig.seeds(HOST, controller.port()));
                NodeEngines engines = NodeEngines.start(
                        config, InstanceKey.random(), 1, Nodes.properties(), new EngineReports(null));
                Stoker stoker = Stoker.connect(HOST, controller.port(), client(keys))) {
            engines.join(node);
            stoker.waitForEngines(1, PATIENCE);
            TaskClient tasks = stoker.taskClient();
            tasks.getTaskResult(tasks.run(Task.of("a = b + 1").push("b", 1).pull("a")), PATIENCE);
            tasks.queueStatus(true);
            stoker.multiEngineClient().execute("println a");
            stoker.addJar(resources(folder));
            int six = 6;
            tasks.submit(() -> six * 7).result();
            tasks.map(n -> n + 1, List.of(1, 2));
            for (String path : List.of("/ready", "/metrics", "/cluster/members")) {
                get(
                        path,
                        controller.managementPort(),
                        Files.readString(tokens.resolve("read")).strip());
            }
            ConnectionFile.write(profile, connection(controller, folder));
            commands.accept(profile);
        }
    }

    /** What functions of Stoker's own have to be brought and fetched: engines have their classes. */
    private static Path resources(Path folder) throws IOException {
        Path resources = Files.createDirectory(folder.resolve("resources"));
        Files.write(resources.resolve("one"), new byte[1]);
        return resources;
    }

    /** Thrown away with the folder of the rehearsal. */
    private static KeyFolder keys(Path folder) {
        KeyFolder keys = new KeyFolder(folder);
        Authority.open(keys, InstantSource.system()).renew("warm-up", List.of());
        return keys;
    }

    private static TrustMode mode(KeyFolder keys, Role role) {
        return new TrustMode.On(keys.credentials(role), keys.revoked());
    }

    private static Map<String, String> client(KeyFolder keys) {
        return Map.of(
                "stoker.client.connect-timeout", "60s",
                "stoker.tls", "on",
                "stoker.client.join", keys.credentials(Role.CLIENT).toString());
    }

    /** Where there can be no SQLite its classes are of no use either. */
    private static LedgerStore store(Path folder, Config config) {
        try {
            return SqlStore.sqlite(
                    folder.resolve("ledger"),
                    ValueFiles.open(
                            folder.resolve("values"), NodeSettings.from(config).mostStoredValues(), new SteadyClock()),
                    0);
        } catch (StoreException e) {
            LoggerFactory.getLogger(WarmUp.class).warn("rehearsing without SQLite", e);
            return new MemoryStore();
        }
    }

    private static ConnectionInfo connection(ControllerNode controller, Path ledger) {
        return new ConnectionInfo(
                HOST,
                controller.port(),
                "http",
                HOST,
                controller.managementPort(),
                ProcessHandle.current().pid(),
                Instant.now(),
                Version.current(),
                ledger.toString());
    }

    /** Without Java's HTTP client, which no node uses. */
    private static void get(String path, int port, String token) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + HOST + ":" + port + "\r\nAuthorization: Bearer "
                + token + "\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket(HOST, port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        }
    }

    private static HttpOptions http(Path tokens, Config config) {
        return new HttpOptions(HOST, 0, null, tokens, null, HttpSettings.from(config), HttpAudit.NONE);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
