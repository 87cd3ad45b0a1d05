package io.stoker.client.multi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** As {@link ParallelFunction}, without waiting. */
@FunctionalInterface
public interface PendingParallelFunction {

    /** As {@link PendingView#map(String, Object...)}. */
    PendingResult<List<@Nullable Object>> of(Object... sequences);
}
