package io.stoker.cli.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.stoker.node.HttpTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A server that answers as it is told, and takes down what it was asked. */
final class FakeApi implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Queue<Told>> answers = new ConcurrentHashMap<>();
    private final Path token;

    final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** What somebody has asked. */
    record Asked(String method, String path, String query, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }
    }

    /**
     * An answer.
     *
     * @param status -1 to break the connection off, {@link #GONE} to do so and accept no other one
     * @param token what stands in the token's file from then on; null for what was there
     */
    private record Told(
            int status, String type, String body, @Nullable String token) {
        Told(int status, String type, String body) {
            this(status, type, body, null);
        }
    }

    private static final int GONE = -2;

    FakeApi(Path folder) {
        try {
            token = Files.createFile(
                    folder.resolve("token"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(token, "secret\n");
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** The next answer to a request below {@code /api/v1}, as {@code GET /tasks/1}; the last one is repeated. */
    FakeApi answer(String request, int status, String body) {
        return tell(request, new Told(status, status < 400 ? "application/json" : "application/problem+json", body));
    }

    /** As {@link #answer}, of plain text or events. */
    FakeApi text(String request, String type, String body) {
        return tell(request, new Told(200, type, body));
    }

    /** The next connection with this request breaks off. */
    FakeApi breakOff(String request) {
        return tell(request, new Told(-1, "", ""));
    }

    /** The next answer to this request is that the token is not valid, and another one has taken its place. */
    FakeApi renewToken(String request, String other) {
        return tell(request, new Told(401, "application/problem+json", "{\"detail\":\"not valid\"}", other));
    }

    /** This request is the last one: the server ends without an answer. */
    FakeApi endAt(String request) {
        return tell(request, new Told(GONE, "", ""));
    }

    private FakeApi tell(String request, Told told) {
        answers.computeIfAbsent(request, key -> new ArrayDeque<>()).add(told);
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath().replaceFirst("^/api/v1", "");
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        asked.add(new Asked(exchange.getRequestMethod(), path, query, exchange.getRequestHeaders(), body));
        Told told = next(exchange.getRequestMethod() + " " + path);
        if (told.status() == GONE) {
            server.stop(0);
        }
        if (told.status() < 0) {
            exchange.close();
            return;
        }
        if (told.token() != null) {
            Files.writeString(token, told.token());
        }
        byte[] bytes = told.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", told.type());
        exchange.sendResponseHeaders(told.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized Told next(String request) {
        Queue<Told> queue = answers.getOrDefault(request, new ArrayDeque<>());
        Told told = queue.size() > 1 ? queue.remove() : queue.peek();
        return told == null
                ? new Told(404, "application/problem+json", "{\"detail\":\"there is no route " + request + "\"}")
                : told;
    }

    HttpTarget target() {
        return HttpTarget.at("http://127.0.0.1:" + server.getAddress().getPort(), token, null);
    }

    Path token() {
        return token;
    }

    /** An interface whose pauses are over at once; its time goes on by them alone. */
    Api api() {
        return new Api(this::target, new FakePauses());
    }

    /** Time that goes on by pauses. */
    static final class FakePauses implements Pauses {
        private long now;

        @Override
        public long millis() {
            return now;
        }

        @Override
        public void pause(long millis) {
            now += millis;
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
