package io.stoker.engine;

import io.stoker.kernel.Causes;
import io.stoker.task.Failure;
import io.stoker.task.Messages;

/** Failures of what was thrown where nothing should have been. */
final class Failures {
    /** Made ahead, for when there is no memory to make one. */
    private static final Failure UNDESCRIBED =
            Failure.of(Failure.Kind.SYSTEM, "Error", "the attempt failed, and its failure could not be described");

    private Failures() {}

    static Failure of(Throwable thrown) {
        try {
            String type = thrown.getClass().getName();
            return Failure.of(Failure.Kind.SYSTEM, type, Messages.of(thrown), Causes.of(thrown, cause -> ""))
                    .bounded();
        } catch (Throwable e) {
            return UNDESCRIBED;
        }
    }
}
