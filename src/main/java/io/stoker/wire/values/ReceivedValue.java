package io.stoker.wire.values;

import io.stoker.task.StoredValue;
import io.stoker.task.Utf8;
import io.stoker.wire.ToValueClient;
import io.stoker.wire.ToValueServer;
import java.util.ArrayDeque;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A value that a client brings to the server: its parts wait here for each other. The parts that do not follow what the
 * keeper has are passed over; the client was told where to go on. Not thread-safe.
 */
final class ReceivedValue {
    private static final long NOTHING = -1;
    /** In bytes: what a library says of its failure may be of any length. */
    private static final int MOST_SAID = 2_000;

    private final long transfer;
    private final StoredValue value;
    private final UUID client;
    private final ValueKeeper keeper;
    private final Outlet outlet;
    private final ArrayDeque<Part> parts = new ArrayDeque<>();
    /** Where the next part begins; {@link #NOTHING} if the client is to ask before. */
    private long next;

    private boolean writing;
    private boolean over;

    private record Part(ToValueServer.Put put, long item) {}

    /** What becomes of it. */
    interface Outlet {
        /** Goes on in the server's actor when a stage has ended. */
        Stages stages();

        /** Tells the client. */
        void tell(ToValueClient.Item answer);

        /** Nothing more is to be done about it. */
        void end(ReceivedValue value);

        /** The part with this number has taken effect, or will have none. */
        void acknowledge(long item);
    }

    ReceivedValue(long transfer, StoredValue value, UUID client, ValueKeeper keeper, Outlet outlet) {
        this.transfer = transfer;
        this.value = value;
        this.client = client;
        this.keeper = keeper;
        this.outlet = outlet;
    }

    long transfer() {
        return transfer;
    }

    void take(ToValueServer.Put put, long item) {
        parts.add(new Part(put, item));
        write();
    }

    private void write() {
        while (!writing && !parts.isEmpty()) {
            Part part = parts.remove();
            ToValueServer.Put put = part.put();
            if (over || (put.bytes().length > 0 && put.offset() != next)) {
                outlet.acknowledge(part.item());
            } else {
                writing = true;
                outlet.stages().then(keeper.write(client, value, put.offset(), put.bytes()), (length, failure) -> {
                    writing = false;
                    written(put, length, failure);
                    outlet.acknowledge(part.item()); // after what is said about it
                    write();
                });
            }
        }
    }

    private void written(ToValueServer.Put put, @Nullable Long length, @Nullable Throwable failure) {
        if (over) {
            return;
        }
        if (length != null) {
            boolean expected = put.bytes().length > 0 && length == put.offset() + put.bytes().length;
            next = length;
            if (!expected || length == value.size()) {
                outlet.tell(new ToValueClient.Has(transfer, length));
            }
            if (length == value.size()) {
                end();
            }
        } else {
            ToValueClient.Item answer = answer(transfer, failure);
            outlet.tell(answer);
            if (answer instanceof ToValueClient.ValueDeferred) {
                next = NOTHING;
            } else {
                end();
            }
        }
    }

    /** What a client is told when the keeper has failed. */
    static ToValueClient.Item answer(long transfer, @Nullable Throwable failure) {
        Throwable cause = cause(failure);
        String reason = reason(cause);
        return cause instanceof ValueDeferredException
                ? new ToValueClient.ValueDeferred(transfer, reason)
                : new ToValueClient.ValueRefused(transfer, reason);
    }

    /** It is not taken. */
    void refuse(String reason) {
        outlet.tell(new ToValueClient.ValueRefused(transfer, reason));
        end();
    }

    /** Nobody brings it any more. */
    void stop() {
        end();
        keeper.discard(value);
    }

    /** What follows of it is passed over. */
    void end() {
        over = true;
        outlet.end(this);
        write();
    }

    /** What stands behind the failure of a stage. */
    private static Throwable cause(@Nullable Throwable failure) {
        if (failure == null) {
            return new IllegalStateException("a stage has ended with neither a value nor a failure");
        }
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        return Utf8.head(message == null ? failure.toString() : message, MOST_SAID);
    }
}
