package io.stoker.wire;

import org.jspecify.annotations.Nullable;

/**
 * A message in which something cannot be read, as a UUID that is none. Never sent.
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
