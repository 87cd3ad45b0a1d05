package io.stoker.kernel.groovy;

import io.stoker.kernel.Kernel.Limit;
import io.stoker.task.Failure;
import io.stoker.task.Failure.Kind;
import io.stoker.task.Subject;
import io.stoker.task.UnsendableValueException;
import io.stoker.task.ValueTooLargeException;
import io.stoker.task.Values;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Encodes values to travel, or says why one cannot. */
final class Encoding {
    private Encoding() {}

    /**
     * Encodes a value into {@code encoded}, under its name.
     *
     * @param subject the value in the words of the call that sends it
     * @return null, or why it cannot travel
     */
    static @Nullable Failure encode(
            String name,
            Subject subject,
            Supplier<? extends @Nullable Object> value,
            Limit limit,
            Map<String, byte[]> encoded) {
        try {
            int most = (int) Math.min(limit.bytes(), Values.MAX_BYTES);
            encoded.put(name, Values.encode(subject, value.get(), most));
            return null;
        } catch (ValueTooLargeException e) {
            return refused("ValueTooLarge", e.getMessage() + " (" + limit.setting() + ")");
        } catch (UnsendableValueException e) {
            return refused(e.getClass().getName(), String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            String reason = subject.head() + ": the engine's heap is too small for it and its copy";
            return refused(e.getClass().getName(), reason);
        } catch (Throwable e) {
            // A lazy text or list is evaluated here, so that this is user code's error as much as one in execute.
            return refused(e.getClass().getName(), subject.head() + ": it threw an exception while it was read");
        }
    }

    private static Failure refused(String type, String message) {
        return Failure.of(Kind.PULL, type, message);
    }
}
