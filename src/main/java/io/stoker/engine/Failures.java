package io.stoker.engine;

import io.stoker.task.Failure;
import java.util.Objects;

/** Failures of what was thrown where nothing should have been. */
final class Failures {
    /** Made ahead, for when there is no memory to make one. */
    private static final Failure UNDESCRIBED =
            Failure.of(Failure.Kind.SYSTEM, "Error", "the attempt failed, and so did the description of why");

    private Failures() {}

    static Failure of(Throwable thrown) {
        try {
            return Failure.of(Failure.Kind.SYSTEM, thrown.getClass().getName(), message(thrown))
                    .bounded();
        } catch (Throwable e) {
            return UNDESCRIBED;
        }
    }

    private static String message(Throwable thrown) {
        try {
            return Objects.requireNonNullElse(thrown.getMessage(), "");
        } catch (Throwable e) {
            return "its getMessage() threw " + e.getClass().getName();
        }
    }
}
