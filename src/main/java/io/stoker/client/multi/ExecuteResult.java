package io.stoker.client.multi;

import io.stoker.task.Failure;
import io.stoker.task.Visible;
import org.jspecify.annotations.Nullable;

/**
 * An execution on an engine, with its result.
 *
 * @param engineId the engine
 * @param number its number since the engine started or was reset, from 1; tasks count, too
 * @param source the executed source
 * @param stdout the tail of its output; may be empty
 * @param stderr the tail of its error output; may be empty
 * @param display the value of its last expression as text for people; null if it had none
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

    /** As at a prompt: "[0] In [3]: a", "[0] Out[3]: 7"; control characters are escaped as in a source. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(label("In ")).append(Visible.of(source.strip()));
        if (!stdout.isEmpty()) {
            text.append('\n').append(label("Out")).append(Visible.of(stdout.stripTrailing()));
        }
        if (display != null) {
            text.append('\n').append(label("Out")).append(Visible.of(display));
        }
        if (!stderr.isEmpty()) {
            text.append('\n').append(label("Err")).append(Visible.of(stderr.stripTrailing()));
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
