package io.stoker.store.sql;

import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import io.stoker.task.Attempt;
import io.stoker.task.Block;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the columns that each task has, as {@link Blobs} reads them: by hand, as there are so many. */
final class BlobWriter {
    private static final CBORFactory CBOR = new CBORFactory();
    private static final int RULES = 2;
    private static final int HISTORY = 2;
    private static final int ATTEMPT = 6;

    private final CBORGenerator out;

    /** Writes something. */
    interface Content {
        void writeTo(BlobWriter out) throws IOException;
    }

    private BlobWriter(CBORGenerator out) {
        this.out = out;
    }

    static byte[] write(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CBORGenerator generator = CBOR.createGenerator(bytes)) {
            content.writeTo(new BlobWriter(generator));
        } catch (IOException e) {
            throw new UncheckedIOException("a column cannot be written", e);
        }
        return bytes.toByteArray();
    }

    void rules(Blobs.Rules rules) throws IOException {
        out.writeStartArray(rules, RULES);
        stored(rules.values());
        options(rules.options());
        out.writeEndArray();
    }

    void history(Blobs.History history) throws IOException {
        out.writeStartArray(history, HISTORY);
        stored(history.values());
        out.writeStartArray(history, history.attempts().size());
        for (Attempt attempt : history.attempts()) {
            attempt(attempt);
        }
        out.writeEndArray();
        out.writeEndArray();
    }

    private void text(@Nullable String text) throws IOException {
        if (text == null) {
            out.writeNull();
        } else {
            out.writeString(text);
        }
    }

    private void stored(List<StoredValue> values) throws IOException {
        out.writeStartArray(values, values.size());
        for (StoredValue value : values) {
            out.writeString(value.toString());
        }
        out.writeEndArray();
    }

    private void block(Block block) throws IOException {
        out.writeStartObject(block);
        out.writeFieldName("bytes");
        out.writeBinary(block.bytes());
        out.writeNumberField("head", block.head());
        out.writeEndObject();
    }

    private void options(TaskOptions options) throws IOException {
        out.writeStartObject(options);
        out.writeNumberField("retries", options.retries());
        out.writeBooleanField("atMostOnce", options.atMostOnce());
        out.writeBooleanField("clearBefore", options.clearBefore());
        out.writeBooleanField("clearAfter", options.clearAfter());
        out.writeFieldName("depend");
        text(options.depend());
        out.writeFieldName("recovery");
        task(options.recovery());
        out.writeBooleanField("pinned", options.pinned());
        out.writeBooleanField("isolated", options.isolated());
        if (!options.labels().isEmpty()) {
            labels(options.labels());
        }
        out.writeEndObject();
    }

    private void labels(Map<String, String> labels) throws IOException {
        out.writeObjectFieldStart("labels");
        for (Map.Entry<String, String> label : labels.entrySet()) {
            out.writeStringField(label.getKey(), label.getValue());
        }
        out.writeEndObject();
    }

    private void task(@Nullable TaskSpec task) throws IOException {
        if (task == null) {
            out.writeNull();
            return;
        }
        out.writeStartObject(task);
        out.writeFieldName("code");
        block(task.code());
        out.writeFieldName("arguments");
        block(task.arguments());
        out.writeFieldName("values");
        stored(task.values());
        out.writeFieldName("options");
        options(task.options());
        out.writeEndObject();
    }

    private void attempt(Attempt attempt) throws IOException {
        out.writeStartArray(attempt, ATTEMPT);
        out.writeNumber(attempt.number());
        out.writeNumber(attempt.engineId());
        out.writeString(attempt.outcome().name());
        out.writeNumber(attempt.dispatched());
        out.writeNumber(attempt.ended());
        text(attempt.evidence());
        out.writeEndArray();
    }
}
