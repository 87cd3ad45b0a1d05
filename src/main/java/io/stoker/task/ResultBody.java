package io.stoker.task;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of an attempt. It is made by the engine that ran it and used by the client that asks for it; in between it
 * is {@linkplain ResultBodyCodec bytes}, which nobody reads.
 *
 * @param failure why it did not succeed; null if it did
 * @param values the pulled names with their encoded values, and under {@link #VALUE} what a function returned or threw;
 *     of an attempt that failed, nothing but the latter
 * @param stdout the tail of its output
 * @param stderr the tail of its error output
 */
public record ResultBody(@Nullable Failure failure, Map<String, Payload> values, String stdout, String stderr) {
    /** The name under which the values have what a function returned or threw: no variable can have it. */
    public static final String VALUE = "";

    /** Of an attempt that failed, and left nothing else. */
    public static ResultBody of(Failure failure) {
        return new ResultBody(failure, Map.of(), "", "");
    }
}
