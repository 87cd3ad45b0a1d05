package io.stoker.store.sql;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.stoker.ledger.Holding;
import io.stoker.ledger.OpenState;
import io.stoker.store.StoreException;
import io.stoker.task.Attempt;
import io.stoker.task.Failure;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What the columns of bytes hold: CBOR, and mostly without field names, so that new fields only ever come last. Options
 * have names, because Jackson gets lost in arrays of types that contain each other. What each task has is written by
 * {@link BlobWriter}, and everything is read by Jackson.
 */
final class Blobs {
    private static final int HOLDING = 3 * Long.BYTES + 2 * Integer.BYTES;
    private static final ObjectMapper CBOR = mapper();
    private static final ObjectWriter STATES = CBOR.writerFor(OpenState.class);

    /** What rules need of a task: the values in the store that it refers to, and its options. */
    record Rules(List<StoredValue> values, TaskOptions options) {}

    /** What is known of a finished task beside what came of it: the values in the store, and its attempts. */
    record History(List<StoredValue> values, List<Attempt> attempts) {}

    private Blobs() {}

    private static ObjectMapper mapper() {
        ObjectMapper mapper = new CBORMapper();
        for (Class<?> type : List.of(
                Rules.class,
                EarlierTaskRow.Body.class,
                EarlierResult.class,
                History.class,
                Attempt.class,
                Failure.class,
                Failure.Frame.class,
                OpenState.class,
                OpenState.Held.class,
                OpenState.Superseded.class)) {
            mapper.configOverride(type).setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.ARRAY));
        }
        return mapper;
    }

    static byte[] encode(History history) {
        return BlobWriter.write(out -> out.history(history));
    }

    static byte[] encode(OpenState state) {
        return encode(STATES, state);
    }

    static byte[] encode(Rules rules) {
        return BlobWriter.write(out -> out.rules(rules));
    }

    private static byte[] encode(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a " + value.getClass().getName() + " cannot be written", e);
        }
    }

    /**
     * The value that was encoded.
     *
     * @throws StoreException if these bytes are nothing of the kind, naming {@code what}
     */
    static <T> T decode(byte[] bytes, Class<T> type, String what) {
        try {
            return CBOR.readValue(bytes, type);
        } catch (IOException e) {
            // Without the place in the bytes, which is a line of its own and of no use to a person.
            String reason = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
            throw new StoreException(what + " cannot be read from the ledger: " + reason, e);
        }
    }

    static byte[] encode(List<Holding> holdings) {
        ByteBuffer bytes = ByteBuffer.allocate(holdings.size() * HOLDING);
        for (Holding holding : holdings) {
            OpenState.Held held = holding.held();
            bytes.putLong(holding.task()).putInt(holding.attempt()).putInt(held.engineId());
            bytes.putLong(held.dispatched()).putLong(held.started());
        }
        return bytes.array();
    }

    static List<Holding> holdings(String engine, byte[] blob) {
        List<Holding> holdings = new ArrayList<>(blob.length / HOLDING);
        for (ByteBuffer bytes = ByteBuffer.wrap(blob); bytes.hasRemaining(); ) {
            long task = bytes.getLong();
            int attempt = bytes.getInt();
            int engineId = bytes.getInt();
            holdings.add(
                    new Holding(task, attempt, new OpenState.Held(engine, engineId, bytes.getLong(), bytes.getLong())));
        }
        return holdings;
    }

    static byte[] encode(long[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Long.BYTES);
        bytes.asLongBuffer().put(numbers);
        return bytes.array();
    }

    static long[] numbers(byte[] bytes) {
        long[] numbers = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(numbers);
        return numbers;
    }
}
