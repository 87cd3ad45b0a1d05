package io.stoker.wire;

import io.stoker.task.Failure;
import io.stoker.task.Payload;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an engine says to a direct caller: answers and prints, as items of their session's channel, in the lane of the
 * call that they are about; and that there is no such session, as a message.
 */
public sealed interface ToCaller extends WireMessage {

    /** The engine takes no calls of this session: none that it has not answered will be answered. */
    record Refused(UUID session, Failure failure) implements ToCaller {}

    /** The engine has another ticket now, which the caller needs when it begins another session. */
    record Ticket(UUID session, Secret ticket) implements ToCaller {}

    /** About a call. */
    sealed interface AboutCall extends ToCaller {
        /** The number of the call's item in its lane. */
        long call();

        @Override
        default @Nullable String flaw() {
            return Flaws.of((Record) this, f -> f.atLeast("call", call(), 1));
        }
    }

    /** The outcome of a call. It is acknowledged when its large values were fetched. */
    sealed interface Answer extends AboutCall {}

    /**
     * A call is done.
     *
     * @param failure why it was not done; null if it was
     * @param values what it brought by name, encoded, or as what to fetch from the engine; beside a failure, what a
     *     Java function has thrown
     */
    record Answered(long call, @Nullable Failure failure, Map<String, Payload> values) implements Answer {}

    /**
     * An execution has ended.
     *
     * @param execution which one it was of the engine's, from 1 on
     * @param source what was executed
     * @param display the value of its last expression as a person wants to see it; null if it had none
     */
    record Executed(
            long call,
            @Nullable Failure failure,
            int execution,
            String source,
            String stdout,
            String stderr,
            @Nullable String display)
            implements Answer {}

    /**
     * A call prints while it runs; before its answer.
     *
     * @param error whether to the error output
     */
    record Printed(long call, boolean error, String text) implements AboutCall {}
}
