package io.stoker.wire;

import io.stoker.task.Failure;
import io.stoker.task.Payload;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages of an engine to a direct caller. */
public sealed interface ToCaller extends WireMessage {

    /** The engine's instance. */
    String engine();

    /** The outcome of a call; repeated until it is acknowledged. */
    sealed interface Answer extends ToCaller {
        long number();
    }

    /**
     * A call is done.
     *
     * @param failure why it was not done; null if it was
     * @param values what it brought by name, encoded, or as what to fetch from the engine
     */
    record Answered(String engine, long number, @Nullable Failure failure, Map<String, Payload> values)
            implements Answer {}

    /**
     * An execution has ended.
     *
     * @param execution which one it was of the engine's, from 1 on
     * @param source what was executed
     * @param display the value of its last expression as a person wants to see it; null if it had none
     */
    record Executed(
            String engine,
            long number,
            @Nullable Failure failure,
            int execution,
            String source,
            String stdout,
            String stderr,
            @Nullable String display)
            implements Answer {}

    /**
     * A call prints while it runs; said once, before its answer.
     *
     * @param error whether to the error output
     */
    record Printed(String engine, long number, boolean error, String text) implements ToCaller {}

    /** Calls have not arrived: the line is to be sent again from this number on. */
    record Expected(String engine, long number) implements ToCaller {}
}
