package io.stoker.task;

import java.util.Map;

/**
 * What a task does. It is made by who submits the task and used by the engine that runs it; in between it is
 * {@linkplain BodyCodec bytes}, which nobody reads.
 */
public sealed interface Body permits SourceBody {

    /** Names and encoded values that it is given. */
    Map<String, Payload> arguments();

    /** The same with these arguments. */
    Body with(Map<String, Payload> arguments);

    /** How many bytes its texts, names and values take; the limits of a task apply to this. */
    long payloadBytes();
}
