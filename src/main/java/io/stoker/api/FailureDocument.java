package io.stoker.api;

import io.stoker.task.Failure;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why code has failed.
 *
 * @param kind as {@code user_code} or {@code engine_lost}
 * @param type the exception's class, or a word if there was none
 * @param line in the source, from 1; null if there is no such place
 * @param column from 1; null if there is no such place
 * @param frames the places in the source, innermost first
 * @param text all of it, for people
 */
public record FailureDocument(
        String kind,
        String type,
        String message,
        @Nullable Integer line,
        @Nullable Integer column,
        List<Frame> frames,
        String text) {

    /** A place in the source. */
    public record Frame(String function, String file, int line) {}

    /** Null for none. */
    public static @Nullable FailureDocument of(@Nullable Failure failure) {
        return failure == null
                ? null
                : new FailureDocument(
                        failure.kind().name().toLowerCase(Locale.ROOT),
                        failure.type(),
                        failure.message(),
                        failure.line() == 0 ? null : failure.line(),
                        failure.column() == 0 ? null : failure.column(),
                        failure.frames().stream()
                                .map(frame -> new Frame(frame.function(), frame.file(), frame.line()))
                                .toList(),
                        failure.text());
    }
}
