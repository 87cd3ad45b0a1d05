package io.stoker.wire.channel;

import io.stoker.wire.Flaws;
import io.stoker.wire.WireMessage;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one end of a channel sends to the other at a time; the package tells what its parts mean.
 *
 * @param session whose frame it is
 * @param lane which of the session's lanes; from 0 on
 * @param first the number of the first item, from 1 on; without items, of the next one there will be
 * @param received the other end's items up to this number were handed over
 * @param acknowledged the other end's items up to this number have taken effect for good
 * @param again what follows {@code received} is missing, and is to be sent again
 * @param asks the other end is to say at once what it has received and acknowledged
 * @param items in order; may be empty
 */
public record Frame<M>(
        UUID session,
        int lane,
        long first,
        long received,
        long acknowledged,
        boolean again,
        boolean asks,
        List<M> items)
        implements WireMessage {

    /** What is wrong with an item is its own flaw, and no fault of the frame. */
    @Override
    public @Nullable String flaw() {
        return Flaws.outOfRange(f -> f.keys("first", first, items.size())
                .atLeast("lane", lane, 0)
                .atLeast("first", first, 1)
                .atLeast("acknowledged", acknowledged, 0)
                .atLeast("received", received, acknowledged));
    }

    /** The number after that of the last item. */
    long next() {
        return first + items.size();
    }
}
