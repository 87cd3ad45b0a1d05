package io.stoker.task;

import java.util.List;
import java.util.Map;

/**
 * What a task does. It is made by who submits the task and used by the engine that runs it; in between it is
 * {@linkplain BodyCodec bytes}, which nobody reads.
 */
public sealed interface Body permits SourceBody, FunctionBody, LiveFunction {

    /** Names and encoded values that it is given. */
    Map<String, Payload> arguments();

    /** Names that are fetched when it has ended. */
    List<String> pull();

    /** The same with these arguments. */
    Body with(Map<String, Payload> arguments);

    /** The same with these names to fetch. */
    Body with(List<String> pull);

    /** What people see of it: a source, or what a function is called. */
    String text();

    /** How many bytes its texts, names and values take; the limits of a task apply to this. */
    default long payloadBytes() {
        long bytes = Utf8.length(text());
        for (Map.Entry<String, Payload> entry : arguments().entrySet()) {
            bytes += Utf8.length(entry.getKey()) + entry.getValue().inlineBytes();
        }
        for (String name : pull()) {
            bytes += Utf8.length(name);
        }
        return bytes;
    }
}
