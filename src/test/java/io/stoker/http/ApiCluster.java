package io.stoker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import io.stoker.api.Json;
import io.stoker.controller.Audit;
import io.stoker.controller.ControllerListener;
import io.stoker.engine.EngineCallbacks;
import io.stoker.engine.EngineProcess;
import io.stoker.http.RawHttp.Answer;
import io.stoker.node.ControllerNode;
import io.stoker.store.LedgerStore;
import io.stoker.store.MemoryStore;
import io.stoker.task.EngineProperties;
import io.stoker.trust.TestKeys;
import io.stoker.wire.Endpoint;
import io.stoker.wire.InstanceKey;
import io.stoker.wire.Membership;
import io.stoker.wire.WireConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.SocketFactory;

/** A controller with its HTTP interface, and engines, each on a cluster node of its own with its own certificate. */
final class ApiCluster implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    final List<HttpAudit.Event> audited = new CopyOnWriteArrayList<>();
    /** The ids that the controller has told that its audit. */
    final List<Long> submittedByNodes = new CopyOnWriteArrayList<>();

    private final Config config = WireConfig.load(Map.of());
    private final Path tokens;
    private final ControllerNode controller;
    private final List<Runnable> engines = new ArrayList<>();

    ApiCluster(Path folder, int count) {
        this(folder, count, new MemoryStore());
    }

    ApiCluster(Path folder, int count, LedgerStore store) {
        tokens = folder.resolve("tokens");
        HttpOptions http = new HttpOptions(HOST, 0, null, tokens, null, HttpSettings.from(config), audited::add);
        Audit audit = new Audit() {
            @Override
            public void submitted(Who who, String instance, long first, int number) {
                submittedByNodes.add(first);
            }
        };
        controller = ControllerNode.start(
                config, Endpoint.at(HOST, 0), http, TestKeys.controller(), store, ControllerListener.NONE, audit);
        for (int i = 0; i < count; i++) {
            addEngine();
        }
    }

    void addEngine() {
        Membership node = Membership.start(
                WireConfig.node(config, "engine", HOST, 0, TestKeys.engine()),
                WireConfig.seeds(HOST, controller.port()));
        Callbacks callbacks = new Callbacks();
        EngineProcess engine = EngineProcess.start(
                config,
                InstanceKey.random(),
                0,
                EngineProperties.of(Map.of("host", "test", "pid", (long) engines.size())),
                callbacks);
        engine.join(node);
        AtomicBoolean closed = new AtomicBoolean();
        Runnable close = () -> {
            if (!closed.getAndSet(true)) {
                engine.close();
                node.close();
            }
        };
        engines.add(close);
        callbacks.ended.thenRunAsync(close);
    }

    /** Of an engine that ends with its node, as if that were a process. */
    private static final class Callbacks implements EngineCallbacks {
        final CompletableFuture<Integer> ended = new CompletableFuture<>();

        @Override
        public void registered(int id) {}

        @Override
        public void end(int code, String reason) {
            ended.complete(code);
        }
    }

    void awaitEngines() {
        await().until(() -> {
            Answer answer = send("GET", "/engines", Capability.READ, "");
            return answer.status() == 200 && json(answer).get("engines").size() == engines.size();
        });
    }

    ControllerNode controller() {
        return controller;
    }

    /** A request below /api/v1. */
    Answer send(String method, String path, Capability capability, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add(bearer(capability));
        if (!body.isEmpty()) {
            all.add("Content-Type: application/json");
        } else if (!method.equals("GET")) {
            all.add("Content-Length: 0");
        }
        return plain(method, path, body, all.toArray(String[]::new));
    }

    Answer plain(String method, String path) {
        return plain(method, path, "");
    }

    Answer plain(String method, String path, String body, String... headers) {
        return new RawHttp(SocketFactory.getDefault(), HOST, controller.managementPort())
                .send(method, ApiRoute.ROOT + path, body, headers);
    }

    String bearer(Capability capability) {
        try {
            return "Authorization: Bearer "
                    + Files.readString(tokens.resolve(capability.word())).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(Answer answer) {
        assertThat(answer.body()).as("status " + answer.status()).endsWith("\n");
        return Json.read(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        engines.forEach(Runnable::run);
        controller.close();
    }
}
