package io.stoker.node;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How a cluster is reached. One line of JSON, in which a reader skips what it does not know.
 *
 * @param host where the controller's ActorSystem listens
 * @param port the port it was given, never 0
 * @param managementScheme {@code http} or {@code https}
 * @param managementHost where the HTTP interface listens
 * @param managementPort the port it was given, never 0
 * @param pid the controller's process
 * @param started when the controller began to serve
 * @param version the controller's version of Stoker
 * @param ledger where its ledger is kept: a folder, a database, or {@link #MEMORY}
 */
public record ConnectionInfo(
        String host,
        int port,
        String managementScheme,
        String managementHost,
        int managementPort,
        long pid,
        Instant started,
        String version,
        String ledger) {
    /** The ledger that ends with its controller. */
    public static final String MEMORY = "memory";

    private static final JsonFactory JSON = new JsonFactory();

    public HostPort controller() {
        return new HostPort(host, port);
    }

    public HostPort management() {
        return new HostPort(managementHost, managementPort);
    }

    /** Where the HTTP interface is, as {@code http://127.0.0.1:8558}. */
    public String managementUrl() {
        return managementScheme + "://" + management();
    }

    /** Whether a restarted controller continues with the ledger of this one. */
    public boolean isDurable() {
        return !ledger.equals(MEMORY);
    }

    public String toJson() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("host", host);
            json.writeNumberField("port", port);
            json.writeStringField("managementScheme", managementScheme);
            json.writeStringField("managementHost", managementHost);
            json.writeNumberField("managementPort", managementPort);
            json.writeNumberField("pid", pid);
            json.writeStringField("started", started.toString());
            json.writeStringField("version", version);
            json.writeStringField("ledger", ledger);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Reads {@link #toJson()} back; an {@link IllegalArgumentException} says what is wrong with the text. */
    public static ConnectionInfo ofJson(String text) {
        Map<String, String> fields = fields(text);
        try {
            return new ConnectionInfo(
                    need(fields, "host"),
                    Integer.parseInt(need(fields, "port")),
                    need(fields, "managementScheme"),
                    need(fields, "managementHost"),
                    Integer.parseInt(need(fields, "managementPort")),
                    Long.parseLong(need(fields, "pid")),
                    Instant.parse(need(fields, "started")),
                    need(fields, "version"),
                    need(fields, "ledger"));
        } catch (NumberFormatException | DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Texts and numbers of a JSON object, by name. */
    static Map<String, String> fields(String text) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("it is not a JSON object");
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                if (json.nextToken().isScalarValue()) {
                    fields.put(name, json.getText());
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("it is not JSON: " + e.getMessage(), e);
        }
        return fields;
    }

    private static String need(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("it has no \"" + name + "\"");
        }
        return value;
    }
}
