package io.stoker.api;

import org.jspecify.annotations.Nullable;

/**
 * What came of a source that an engine has executed.
 *
 * @param number of the execution on that engine
 * @param stdout the end of what it has printed
 * @param stderr the end of what it has printed as errors
 * @param display the value of its last expression, as text; null if it has none
 */
public record ExecutionDocument(
        int engine,
        int number,
        String stdout,
        String stderr,
        @Nullable String display) {}
