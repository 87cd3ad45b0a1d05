package io.stoker.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An engine's report of one attempt: bytes for who asks for the result, and beside them what rules need.
 *
 * @param outcome how it ended; never {@link Outcome#LOST}, which no engine can report of itself
 * @param body what came of it
 * @param values the values in the store that it brought, each once
 * @param error why it did not succeed, in a line; null when it did
 * @param nanos how long it ran
 */
public record AttemptResult(
        Outcome outcome,
        Block body,
        List<StoredValue> values,
        @Nullable String error,
        long nanos) {
    /** The most bytes of {@code error}. */
    public static final int LONGEST_ERROR = Failure.MAX_MESSAGE_BYTES;

    /** The most bytes of the head of {@code body}: a {@linkplain Failure#bounded() bounded} failure takes fewer. */
    public static final int LARGEST_HEAD = 64 << 10;

    /** The report of what came of an attempt. */
    public static AttemptResult of(Outcome outcome, ResultBody body, long nanos) {
        return new AttemptResult(
                outcome,
                ResultBodyCodec.pack(body),
                List.copyOf(Payload.stored(body.values())),
                body.failure() == null ? null : error(body.failure()),
                nanos);
    }

    /** The report of an attempt that has failed and left nothing else. */
    public static AttemptResult failed(Failure why, long nanos) {
        return of(Outcome.FAILED, ResultBody.of(why), nanos);
    }

    /** The same as one that has failed after all. */
    public AttemptResult failed(Failure why) {
        return new AttemptResult(Outcome.FAILED, ResultBodyCodec.failed(why, body), List.of(), error(why), nanos);
    }

    private static String error(Failure failure) {
        return Utf8.head(failure.summary(), LONGEST_ERROR);
    }

    /** About how many bytes this takes on the wire. */
    public int size() {
        long size = 64L
                + body.size()
                + (long) StoredValue.INLINE_BYTES * values.size()
                + (error == null ? 0 : Utf8.length(error));
        return (int) Math.min(size, Integer.MAX_VALUE);
    }
}
