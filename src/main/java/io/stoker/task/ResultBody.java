package io.stoker.task;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of an attempt. It is made by the engine that ran it and used by the client that asks for it; in between it
 * is {@linkplain ResultBodyCodec bytes}, which nobody reads.
 *
 * @param failure why it did not succeed; null if it did
 * @param values the pulled names with their encoded values; empty unless it succeeded
 * @param stdout the tail of its output
 * @param stderr the tail of its error output
 */
public record ResultBody(@Nullable Failure failure, Map<String, Payload> values, String stdout, String stderr) {

    /** Of an attempt that failed, and left nothing else. */
    public static ResultBody of(Failure failure) {
        return new ResultBody(failure, Map.of(), "", "");
    }
}
