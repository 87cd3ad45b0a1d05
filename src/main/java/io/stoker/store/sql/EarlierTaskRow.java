package io.stoker.store.sql;

import io.stoker.task.BodyCodec;
import io.stoker.task.Payload;
import io.stoker.task.SourceBody;
import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task of the versions of a ledger up to the sixth, which had its source in one column and the rest of it in another.
 * Such rows stay as they are; what is read of them has today's form.
 */
final class EarlierTaskRow {

    /**
     * The second column.
     *
     * @param source null if it has a column of its own
     */
    record Body(
            Map<String, Payload> push,
            List<String> pull,
            Options options,
            @Nullable String source) {}

    /** As {@link TaskOptions} were written. */
    record Options(
            int retries,
            boolean atMostOnce,
            boolean clearBefore,
            boolean clearAfter,
            @Nullable String depend,
            @Nullable Task recovery,
            boolean pinned,
            boolean isolated) {

        TaskOptions toOptions() {
            return new TaskOptions(
                    retries,
                    atMostOnce,
                    clearBefore,
                    clearAfter,
                    depend,
                    recovery == null ? null : recovery.toSpec(),
                    pinned,
                    isolated,
                    Map.of());
        }
    }

    /** As a recovery was written. */
    record Task(String source, Map<String, Payload> push, List<String> pull, Options options) {

        TaskSpec toSpec() {
            return BodyCodec.spec(new SourceBody(source, push, pull), options.toOptions());
        }
    }

    private EarlierTaskRow() {}

    /**
     * The task.
     *
     * @param source null where the database cannot hold it as text
     * @param body null if there is nothing but the source
     */
    static TaskSpec spec(@Nullable String source, byte @Nullable [] body, String what) {
        if (body == null) {
            String text = Objects.requireNonNull(source, what);
            return BodyCodec.spec(new SourceBody(text, Map.of(), List.of()), TaskOptions.NONE);
        }
        Body rest = Blobs.decode(body, Body.class, what);
        String text = source == null ? Objects.requireNonNull(rest.source(), what) : source;
        return new Task(text, rest.push(), rest.pull(), rest.options()).toSpec();
    }
}
