package io.stoker.client.multi;

import io.stoker.task.Failure;
import io.stoker.task.Visible;
import org.jspecify.annotations.Nullable;

/**
 * What became of an execution on an engine.
 *
 * @param engineId the engine
 * @param number which one it was there since the engine started or was reset, from 1 on; tasks count, too
 * @param source what was executed
 * @param stdout the tail of what it printed; may be empty
 * @param stderr the tail of what it printed as errors; may be empty
 * @param display the value of its last expression as a person wants to see it; null if it had none
 * @param failure why it failed; null if it did not
 */
public record ExecuteResult(
        int engineId,
        int number,
        String source,
        String stdout,
        String stderr,
        @Nullable String display,
        @Nullable Failure failure) {

    /** As at a prompt: "[0] In [3]: a", "[0] Out[3]: 7". */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(label("In ")).append(Visible.of(source.strip()));
        if (!stdout.isEmpty()) {
            text.append('\n').append(label("Out")).append(stdout.stripTrailing());
        }
        if (display != null) {
            text.append('\n').append(label("Out")).append(display);
        }
        if (!stderr.isEmpty()) {
            text.append('\n').append(label("Err")).append(stderr.stripTrailing());
        }
        if (failure != null) {
            text.append('\n').append(label("Err")).append(failure.text());
        }
        return text.toString();
    }

    private String label(String what) {
        return "[" + engineId + "] " + what + "[" + number + "]: ";
    }
}
