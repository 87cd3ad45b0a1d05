package io.stoker.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.stoker.task.Visible;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Writes documents as JSON, and reads JSON strictly. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private static final ObjectMapper ORDERED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Json() {}

    /** A document, or a map or list of such, as JSON. */
    public static byte[] write(Object document) {
        try {
            return MAPPER.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same bytes for the same value, in whatever order and with whatever spaces it was written. */
    public static byte[] ordered(JsonNode value) {
        try {
            return ORDERED.writeValueAsBytes(ORDERED.treeToValue(value, Object.class));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * As {@link #write(Object)}, into a stream.
     *
     * @throws IOException if the stream throws it
     */
    public static void write(Object document, OutputStream out) throws IOException {
        MAPPER.writeValue(out, document);
    }

    /**
     * Reads one value in JSON.
     *
     * @throws BadDocumentException if it is none, has a name twice in an object, or something stands behind it
     */
    public static JsonNode read(byte[] bytes) {
        try (JsonParser json = MAPPER.createParser(bytes)) {
            JsonNode node = MAPPER.readTree(json);
            if (node == null || node.isMissingNode()) {
                throw new BadDocumentException("there is no JSON: the body is empty");
            }
            if (json.nextToken() != null) {
                throw new BadDocumentException("this is more than one value in JSON");
            }
            return node;
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw new BadDocumentException("this is not JSON: " + Visible.line(e.getOriginalMessage()) + place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
