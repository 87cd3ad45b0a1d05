package io.stoker.engine;

import io.stoker.task.Body;
import io.stoker.task.BodyCodec;
import io.stoker.task.Failure;
import io.stoker.task.Payload;
import io.stoker.task.SourceBody;
import io.stoker.wire.ToEngine.Assignment;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An attempt whose body was unpacked and whose large values are there.
 *
 * @param body what is to be done; nothing if it cannot be
 * @param unfit why it cannot be done; null if it can
 */
record ReadyAttempt(Body body, @Nullable Failure unfit) {
    private static final Body NOTHING = new SourceBody("", Map.of(), List.of());

    /**
     * Unpacks the body, fetches its values, and waits for them.
     *
     * @param needed what has to be there for a body
     * @throws java.util.concurrent.CancellationException if it was cancelled meanwhile
     */
    static ReadyAttempt of(Assignment assignment, LargeValues values, Function<Body, Map<String, Payload>> needed) {
        Body body;
        try {
            body = BodyCodec.body(assignment.spec());
        } catch (RuntimeException | OutOfMemoryError e) {
            String reason = "the task cannot be run, because its bytes cannot be read: " + e.getMessage()
                    + "; submit it again with the same version of Stoker as the engines";
            return new ReadyAttempt(
                    NOTHING,
                    Failure.of(Failure.Kind.SYSTEM, "MalformedBody", reason).bounded());
        }
        return new ReadyAttempt(
                body, values.fetch(assignment, "the task's pushed values and classes", needed.apply(body)));
    }
}
