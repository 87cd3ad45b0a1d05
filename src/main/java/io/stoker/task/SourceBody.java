package io.stoker.task;

import java.util.List;
import java.util.Map;

/**
 * Source in the language of the engine's kernel.
 *
 * @param source what the kernel executes
 * @param arguments names and encoded values that are set before that
 * @param pull names fetched after it
 */
public record SourceBody(String source, Map<String, Payload> arguments, List<String> pull) implements Body {

    @Override
    public SourceBody with(Map<String, Payload> arguments) {
        return new SourceBody(source, arguments, pull);
    }

    @Override
    public SourceBody with(List<String> pull) {
        return new SourceBody(source, arguments, pull);
    }

    @Override
    public String text() {
        return source;
    }
}
