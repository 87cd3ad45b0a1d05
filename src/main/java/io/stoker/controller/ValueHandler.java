package io.stoker.controller;

import io.stoker.store.ValueStore;
import io.stoker.task.RefusedException;
import io.stoker.task.StoredValue;
import io.stoker.wire.values.ValueDeferredException;
import io.stoker.wire.values.ValueKeeper;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Large values of tasks and results: what is in the store, and what may be brought there. */
final class ValueHandler implements ValueKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(ValueHandler.class);

    private final ValueStore store;
    private final ValueSettings settings;
    private final Supplier<Optional<String>> trouble;

    /** @param trouble why nothing new may be taken in for now; empty if it may */
    ValueHandler(ValueStore store, ValueSettings settings, Supplier<Optional<String>> trouble) {
        this.store = store;
        this.settings = settings;
        this.trouble = trouble;
    }

    @Override
    public CompletionStage<Long> write(StoredValue value, long offset, byte[] bytes) {
        if (value.size() > settings.largest()) {
            return CompletableFuture.failedStage(
                    new RefusedException("a value of " + value.size() + " bytes is too large for the controller, whose"
                            + " limit is " + settings.largest() + " (stoker.max-value-size)"));
        }
        Optional<String> now = trouble.get();
        if (now.isPresent()) {
            return CompletableFuture.failedStage(new ValueDeferredException(now.get()));
        }
        return store.write(value, offset, bytes)
                .exceptionallyCompose(failure -> CompletableFuture.failedStage(refusal(StageFailures.of(failure))));
    }

    /** As when the disk is full: what is on its way keeps until there is space. */
    private static Throwable refusal(Throwable failure) {
        return failure.getCause() instanceof IOException
                ? new ValueDeferredException(String.valueOf(failure.getMessage()))
                : failure;
    }

    @Override
    public CompletionStage<byte[]> read(StoredValue value, long offset, int length) {
        return store.read(value.id(), offset, length);
    }

    @Override
    public void discard(StoredValue value) {
        var unused = store.discard(value.id()).whenComplete((gone, failure) -> {
            if (failure != null) {
                LOG.warn("cannot remove the part of a value that is no longer brought; it is removed later", failure);
            }
        });
    }

    @Override
    public void sweep() {
        var unused = store.sweep(settings.keepUnused()).whenComplete((count, failure) -> {
            if (failure != null) {
                LOG.warn("cannot remove unused values", failure);
            } else if (count > 0) {
                LOG.info("removed {} values that nothing refers to", count);
            }
        });
    }
}
