package io.stoker.wire;

import org.jspecify.annotations.Nullable;

/**
 * A message with an unreadable field, such as an invalid UUID. Never sent.
 *
 * @param rest what can be read of it; the fields that cannot are null, or 0
 * @param reason what cannot be read, for people
 */
public record Unreadable(WireMessage rest, String reason) implements WireMessage {
    @Override
    public @Nullable String flaw() {
        return reason;
    }

    @Override
    public String kind() {
        return rest.kind();
    }

    @Override
    public boolean refuse(String reason) {
        return rest.refuse(reason);
    }
}
