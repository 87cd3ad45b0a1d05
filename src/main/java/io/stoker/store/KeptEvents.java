package io.stoker.store;

import io.stoker.task.EventBody;
import io.stoker.task.EventId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Where events are kept for longer than in memory. */
public interface KeptEvents {
    /** Keeps none. */
    KeptEvents NONE = place -> CompletableFuture.completedFuture(new Rows(List.of(), true, null));

    /**
     * What is behind a place.
     *
     * @param commits those that have events, or the first of them
     * @param areAll whether these are all that were there
     * @param oldest behind this place stand all that are kept; null if none are
     */
    record Rows(
            List<EventBody> commits,
            boolean areAll,
            @Nullable EventId oldest) {}

    /** Reads what is kept behind a place. */
    CompletionStage<Rows> after(EventId place);
}
