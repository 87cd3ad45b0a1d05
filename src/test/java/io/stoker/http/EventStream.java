package io.stoker.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.stoker.api.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads a stream of server-sent events as a browser does. */
final class EventStream implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final BufferedReader lines;
    private final List<JsonNode> events = new ArrayList<>();
    private final String status;
    private String lastId = "";

    /** @param headers further lines of the request */
    EventStream(int port, String path, String... headers) {
        try {
            socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n"
                    + String.join("\r\n", headers) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            status = lines.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code HTTP/1.1 200 OK}. */
    String status() {
        return status;
    }

    /** The id that a browser would go on from. */
    String lastId() {
        return lastId;
    }

    /** The data of all that were read. */
    List<JsonNode> events() {
        return events;
    }

    /** Reads until there is such an event. */
    JsonNode until(Predicate<JsonNode> wanted) {
        try {
            JsonNode found = null;
            while (found == null) {
                JsonNode event = next();
                if (event != null) {
                    events.add(event);
                    found = wanted.test(event) ? event : null;
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the stream has had " + events.size() + " events, the last one at " + lastId, e);
        }
    }

    /** Reads until something, be it only an id, has come. */
    void untilBegun() {
        try {
            while (lastId.isEmpty()) {
                next();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a block of lines; null if it has no data. The sizes of chunks have no colon. */
    private JsonNode next() throws IOException {
        List<String> block = new ArrayList<>();
        for (String line = read(); !line.isEmpty(); line = read()) {
            if (line.contains(": ")) {
                block.add(line);
            }
        }
        Map<String, String> fields = block.stream()
                .filter(line -> !line.startsWith(":"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(": ")), line -> line.substring(line.indexOf(": ") + 2)));
        lastId = fields.getOrDefault("id", lastId);
        String data = fields.get("data");
        return data == null ? null : Json.read(data.getBytes(StandardCharsets.UTF_8));
    }

    private String read() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new IOException("the stream has ended");
        }
        return line;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
