package io.stoker.client.multi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function on the engines that is called with whole sequences. */
@FunctionalInterface
public interface ParallelFunction {

    /** As {@link EngineView#map(String, Object...)}. */
    List<@Nullable Object> of(Object... sequences);
}
