package io.stoker.ledger;

import io.stoker.task.Payload;
import io.stoker.task.StoredValue;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Values of which the large ones are so few that tasks, their recoveries and results share them. */
final class ModelValues {
    private static final int LARGE = 12;

    private ModelValues() {}

    static Map<String, Payload> any(Random random) {
        Map<String, Payload> values = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.put(
                    "v" + i, random.nextInt(4) > 0 ? large(random.nextInt(LARGE)) : Payload.of(new byte[] {(byte) i}));
        }
        return values;
    }

    private static StoredValue large(int number) {
        UUID id = new UUID(0, number);
        StoredValue value = StoredValue.of(bytes(id));
        return new StoredValue(id, value.size(), value.checksum());
    }

    /** What the value is. */
    static byte[] bytes(UUID id) {
        return id.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
