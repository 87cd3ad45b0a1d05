package io.stoker.controller;

import io.stoker.store.DamagedException;
import io.stoker.store.StoreException;
import io.stoker.store.ValueRefusedException;
import io.stoker.store.ValueStore;
import io.stoker.task.RefusedException;
import io.stoker.task.StoredValue;
import io.stoker.wire.values.ValueDeferredException;
import io.stoker.wire.values.ValueKeeper;
import java.util.Optional;
import java.util.UUID;
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
    private final Trouble transfers = new Trouble(LOG);

    /** @param trouble why nothing new may be taken in for now; empty if it may */
    ValueHandler(ValueStore store, ValueSettings settings, Supplier<Optional<String>> trouble) {
        this.store = store;
        this.settings = settings;
        this.trouble = trouble;
    }

    @Override
    public CompletionStage<Long> write(UUID client, StoredValue value, long offset, byte[] bytes) {
        if (value.size() > settings.largest()) {
            return CompletableFuture.failedStage(
                    new RefusedException("a value of " + value.size() + " bytes is too large for the controller, whose"
                            + " limit is " + settings.largest() + " (stoker.max-value-size)"));
        }
        Optional<String> now = trouble.get();
        if (now.isPresent()) {
            return CompletableFuture.failedStage(new ValueDeferredException(now.get()));
        }
        return deferred(store.write(value, offset, bytes), bytes.length > 0);
    }

    @Override
    public CompletionStage<byte[]> read(StoredValue value, long offset, int length) {
        return deferred(store.read(value.id(), offset, length), true);
    }

    /**
     * A failure of the store that may pass, as when the disk is full or the database locked, is waited for.
     *
     * @param moves whether it has passed if this succeeds: who only asks how much is there needs no disk
     */
    private <T> CompletionStage<T> deferred(CompletionStage<T> stage, boolean moves) {
        return stage.whenComplete((done, failure) -> {
                    if (moves && failure == null) {
                        transfers.over();
                    }
                })
                .exceptionallyCompose(wrapped -> {
                    Throwable failure = StageFailures.of(wrapped);
                    if (!mayPass(failure)) {
                        return CompletableFuture.failedStage(failure);
                    }
                    transfers.with("large values cannot be read or written, which is tried again", failure);
                    return CompletableFuture.failedStage(
                            new ValueDeferredException(String.valueOf(failure.getMessage())));
                });
    }

    private static boolean mayPass(Throwable failure) {
        return failure instanceof StoreException
                && !(failure instanceof ValueRefusedException)
                && !(failure instanceof DamagedException);
    }

    @Override
    public void discard(StoredValue value) {
        var unused = store.discard(value.id()).whenComplete((gone, failure) -> {
            if (failure != null) {
                LOG.warn("cannot remove the part of a value that is no longer brought; it is removed later", failure);
            }
        });
    }

    /** What it has brought may be used by others, or when it is back: that goes when nobody has used it for long. */
    @Override
    public void gone(UUID client) {}

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
