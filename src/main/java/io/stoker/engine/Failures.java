package io.stoker.engine;

import io.stoker.task.Failure;
import io.stoker.task.Utf8;
import java.util.List;
import java.util.Objects;

/** Failures that can travel, whatever a kernel or a user's code has put into them: text, and not too much of it. */
final class Failures {
    private static final int MAX_NAME = 256;
    private static final int MAX_MESSAGE = 4 << 10;
    private static final int MAX_TEXT = 16 << 10;
    private static final int MOST_FRAMES = 100;

    private Failures() {}

    static Failure of(Failure.Kind kind, String type, String message) {
        return bounded(Failure.of(kind, type, message));
    }

    /** Of what was thrown where nothing should have been. */
    static Failure of(Throwable thrown) {
        return of(Failure.Kind.SYSTEM, thrown.getClass().getName(), message(thrown));
    }

    private static String message(Throwable thrown) {
        try {
            return Objects.requireNonNullElse(thrown.getMessage(), "");
        } catch (Throwable e) {
            return "its getMessage() threw " + e.getClass().getName();
        }
    }

    static Failure bounded(Failure failure) {
        List<Failure.Frame> frames = failure.frames().stream()
                .limit(MOST_FRAMES)
                .map(frame -> new Failure.Frame(
                        Utf8.head(frame.function(), MAX_NAME), Utf8.head(frame.file(), MAX_NAME), frame.line()))
                .toList();
        return new Failure(
                failure.kind(),
                Utf8.head(failure.type(), MAX_NAME),
                Utf8.head(failure.message(), MAX_MESSAGE),
                failure.line(),
                failure.column(),
                frames,
                Utf8.head(failure.text(), MAX_TEXT));
    }
}
