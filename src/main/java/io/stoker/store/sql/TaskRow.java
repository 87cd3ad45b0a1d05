package io.stoker.store.sql;

import io.stoker.task.TaskOptions;
import io.stoker.task.TaskSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task's source and the rest of it, in two columns: the source for people to read and search.
 *
 * @param source null where the database cannot hold it as text
 * @param body null if there is nothing but the source
 */
record TaskRow(@Nullable String source, byte @Nullable [] body) {

    static TaskRow of(TaskSpec spec) {
        // A text column of PostgreSQL cannot hold this one character.
        boolean text = spec.source().indexOf('\0') < 0;
        boolean plain = text
                && spec.push().isEmpty()
                && spec.pull().isEmpty()
                && spec.options().equals(TaskOptions.NONE);
        byte[] body = plain
                ? null
                : Blobs.encode(new Blobs.Body(spec.push(), spec.pull(), spec.options(), text ? null : spec.source()));
        return new TaskRow(text ? spec.source() : null, body);
    }

    static TaskSpec spec(@Nullable String source, byte @Nullable [] body, String what) {
        if (body == null) {
            return new TaskSpec(Objects.requireNonNull(source, what), Map.of(), List.of(), TaskOptions.NONE);
        }
        Blobs.Body rest = Blobs.decode(body, Blobs.Body.class, what);
        String text = source == null ? Objects.requireNonNull(rest.source(), what) : source;
        return new TaskSpec(text, rest.push(), rest.pull(), rest.options());
    }
}
