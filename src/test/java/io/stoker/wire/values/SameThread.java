package io.stoker.wire.values;

import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Goes on where a stage ends, or at once if it has. */
final class SameThread implements Stages {
    @Override
    public <T> void then(CompletionStage<T> stage, BiConsumer<@Nullable T, @Nullable Throwable> handler) {
        var unused = stage.whenComplete(handler);
    }
}
