package io.stoker.wire.values;

import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Brings the ends of stages to the thread of who waits for them. */
@FunctionalInterface
interface Stages {
    /**
     * Goes on when the stage has ended.
     *
     * @param handler gets the value, or why there is none
     */
    <T> void then(CompletionStage<T> stage, BiConsumer<@Nullable T, @Nullable Throwable> handler);
}
