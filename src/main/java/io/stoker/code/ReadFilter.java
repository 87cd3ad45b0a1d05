package io.stoker.code;

import io.stoker.task.MalformedValueException;
import io.stoker.task.Visible;
import java.io.ObjectInputFilter;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Stands at the gate of one object that is read. What it has refused once stays refused, even if code of the object
 * catches that.
 */
final class ReadFilter implements ObjectInputFilter {
    private final Bounds bounds;
    private final AllowedClasses allowed;
    private @Nullable RuntimeException refusal;

    ReadFilter(Bounds bounds, AllowedClasses allowed) {
        this.bounds = bounds;
        this.allowed = allowed;
    }

    /** Throws what was refused, if anything was. */
    void throwRefusal() {
        if (refusal != null) {
            throw refusal;
        }
    }

    @Override
    public Status checkInput(FilterInfo info) {
        if (refusal == null) {
            refusal = refusal(info);
        }
        return refusal == null ? Status.ALLOWED : Status.REJECTED;
    }

    private @Nullable RuntimeException refusal(FilterInfo info) {
        if (Thread.currentThread().isInterrupted()) {
            return new CancellationException("interrupted while an object was read");
        }
        Class<?> type = info.serialClass();
        String exceeded = bounds.exceeded(info);
        if (exceeded != null) {
            return refused(exceeded + (type == null ? "" : ", at a " + type.getTypeName()));
        }
        String reason = type == null ? null : allowed.refusal(type);
        return reason == null ? null : refused("names the class " + type.getTypeName() + ", " + reason);
    }

    private static MalformedValueException refused(String reason) {
        return new MalformedValueException("an object is not read, because it " + Visible.of(reason));
    }
}
