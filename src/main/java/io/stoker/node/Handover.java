package io.stoker.node;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.stoker.wire.InstanceKey;
import io.stoker.wire.Secret;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a process is given by the one that starts it: the first line on its standard input. On its command line every
 * user of the machine, and every task, could read it.
 *
 * @param protocol has the secret by which the lines of this process for its parent are known
 * @param settings of the node, with passwords and the prelude's text among them
 * @param key to the instance that it is; null for a node without engines
 */
record Handover(
        LineProtocol protocol,
        GivenSettings settings,
        @Nullable InstanceKey key) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String OPTIONS = "options";
    private static final String KEY = "key";

    /** With a secret that nobody else has. */
    static Handover of(GivenSettings settings, @Nullable InstanceKey key) {
        return new Handover(LineProtocol.withNewSecret(), settings, key);
    }

    /** All of it in one line, without an end of line. */
    String toLine() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("secret", protocol.secret());
            json.writeStringField("file", settings.file());
            if (key != null) {
                json.writeStringField(KEY, key.secret().digits());
            }
            json.writeObjectFieldStart(OPTIONS);
            for (Map.Entry<String, String> each : new TreeMap<>(settings.options()).entrySet()) {
                json.writeStringField(each.getKey(), each.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Reads {@link #toLine()} back; an {@link IllegalArgumentException} when the line is something else. */
    static Handover ofLine(String line) {
        Map<String, String> fields = new HashMap<>();
        Map<String, String> options = new HashMap<>();
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("it is not a JSON object");
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                if (json.nextToken() == JsonToken.START_OBJECT && name.equals(OPTIONS)) {
                    texts(json, options);
                } else {
                    fields.put(name, json.getText());
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("it is not JSON", e); // without its text, which has secrets
        }
        String secret = fields.get("secret");
        if (secret == null) {
            throw new IllegalArgumentException("it has no secret");
        }
        String key = fields.get(KEY);
        return new Handover(
                new LineProtocol(secret),
                new GivenSettings(options, fields.getOrDefault("file", "")),
                key == null ? null : new InstanceKey(Secret.ofDigits(key)));
    }

    private static void texts(JsonParser json, Map<String, String> into) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            into.put(name, json.getText());
        }
    }

    /** Without secrets: a record's own text would show them to whoever logs it. */
    @Override
    public String toString() {
        return "Handover[" + settings.options().size() + " options]";
    }
}
