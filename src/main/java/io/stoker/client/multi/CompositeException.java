package io.stoker.client.multi;

import io.stoker.task.Failure;
import io.stoker.task.StokerException;
import io.stoker.task.TaskFailedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A direct call has failed on one or more of its engines; thrown when all have answered. On the engines that it does
 * not name, the call succeeded.
 */
public final class CompositeException extends StokerException {
    private static final long serialVersionUID = 1L;

    private final transient List<Part> parts;
    private final transient Map<Integer, Object> results;

    /**
     * The failure on one engine.
     *
     * @param engineId the engine
     * @param method the call, as "execute"
     * @param exception the exception as if this were the only engine
     */
    public record Part(int engineId, String method, StokerException exception) {
        /** As "[0:execute]: java.lang.ArithmeticException: Division by zero". */
        @Override
        public String toString() {
            return "[" + engineId + ":" + method + "]: " + head(exception);
        }

        /** The whole failure, with the stack frames of the user's source. */
        public String text() {
            Failure failure = failure(exception);
            return failure == null ? String.valueOf(exception.getMessage()) : failure.text();
        }

        private static String head(StokerException exception) {
            Failure failure = failure(exception);
            if (failure == null) {
                return String.valueOf(exception.getMessage());
            }
            return failure.summary();
        }

        private static @Nullable Failure failure(StokerException exception) {
            if (exception instanceof CallFailedException failed) {
                return failed.failure();
            }
            return exception instanceof TaskFailedException lost ? lost.failure() : null;
        }
    }

    /** @param results by the ids of the other engines */
    CompositeException(String method, List<Part> parts, Map<Integer, Object> results) {
        super(message(method, parts));
        this.parts = List.copyOf(parts);
        this.results = Collections.unmodifiableMap(results);
        parts.forEach(part -> addSuppressed(part.exception()));
    }

    private static String message(String method, List<Part> parts) {
        List<String> lines = new ArrayList<>();
        lines.add("one or more exceptions from call to method: " + method);
        parts.forEach(part -> lines.add(part.toString()));
        return String.join("\n", lines);
    }

    /** The failures, in the order of the targets. */
    public List<Part> parts() {
        return parts;
    }

    /**
     * The results of the engines where the call succeeded, by their ids: each is that engine's element of the call's
     * result.
     */
    public Map<Integer, Object> results() {
        return results;
    }

    /**
     * Throws the {@code i}-th of the exceptions.
     *
     * @throws IndexOutOfBoundsException if there are fewer
     */
    public void raiseException(int i) {
        throw parts.get(i).exception();
    }

    /** As {@link #raiseException(int)}, for the first. */
    public void raiseException() {
        raiseException(0);
    }

    /** Prints all of them to standard output, each with the stack frames of the user's source. */
    public void printTracebacks() {
        parts.forEach(part -> System.out.println("[" + part.engineId() + ":" + part.method() + "]:\n" + part.text()));
    }
}
