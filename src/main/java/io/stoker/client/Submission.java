package io.stoker.client;

import io.stoker.task.InlineLimit;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskSpec;
import io.stoker.wire.values.Patience;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Tasks on their way into the ledger. They go in order, in runs that begin with a task that has large values: these are
 * brought to the store first. The next values are brought while the tasks before them are being accepted.
 */
final class Submission {
    private final Link link;
    private final Supplier<Patience> patience;
    private final List<CompletableFuture<long[]>> accepted = new ArrayList<>();
    private List<CompletableFuture<Void>> uploads = List.of();
    private final CompletableFuture<Void> stored;
    private final CompletableFuture<long[]> ids = new CompletableFuture<>();
    private boolean forgotten;

    /**
     * Begins to send tasks.
     *
     * @param patience how long each of their values may stand still on its way
     * @throws io.stoker.task.ValueTooLargeException if one of them is too large; then nothing is sent
     */
    Submission(Link link, List<TaskSpec> specs, InlineLimit limit, Supplier<Patience> patience) {
        this.link = link;
        this.patience = patience;
        IdentityHashMap<byte[], StoredValue> known = new IdentityHashMap<>();
        List<Parcel> parcels =
                specs.stream().map(spec -> Parcel.of(spec, limit, known)).toList();
        CompletableFuture<Void> line = CompletableFuture.completedFuture(null);
        int from = 0;
        do {
            int to = from + 1;
            while (to < parcels.size() && parcels.get(to).values().isEmpty()) {
                to++;
            }
            List<Parcel> run = parcels.subList(from, Math.min(to, parcels.size()));
            line = line.thenCompose(done -> bring(run)).thenRun(() -> submit(run));
            from = to;
        } while (from < parcels.size());
        stored = line.handle((done, failure) -> {
            end(failure);
            return null;
        });
    }

    private void end(@Nullable Throwable failure) {
        if (failure == null) {
            var unused = all().whenComplete(this::answer);
        } else {
            answer(null, failure);
        }
    }

    private void answer(long @Nullable [] all, @Nullable Throwable failure) {
        if (all != null) {
            ids.complete(all);
        } else if (failure != null) {
            ids.completeExceptionally(failure);
            // Whatever failed, nothing more is to be sent.
            forget();
        }
    }

    private synchronized CompletableFuture<Void> bring(List<Parcel> run) {
        uploads = new ArrayList<>();
        if (!forgotten && !run.isEmpty()) {
            run.get(0)
                    .values()
                    .forEach((value, bytes) -> uploads.add(link.transfers().upload(value, bytes, patience.get())));
        }
        return CompletableFuture.allOf(uploads.toArray(CompletableFuture<?>[]::new));
    }

    private void submit(List<Parcel> run) {
        CompletableFuture<long[]> part;
        synchronized (this) {
            if (forgotten) {
                return;
            }
            part = link.commands().submit(run.stream().map(Parcel::spec).toList());
            accepted.add(part);
        }
        var unused = part.whenComplete((some, failure) -> answer(null, failure));
        link.ring();
    }

    private synchronized CompletableFuture<long[]> all() {
        return CompletableFuture.allOf(accepted.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> accepted.stream()
                        .map(CompletableFuture::join)
                        .flatMapToLong(LongStream::of)
                        .toArray());
    }

    /** Completes when no more values have to be brought to the store, for whatever reason. */
    CompletableFuture<Void> stored() {
        return stored;
    }

    /** The ids of the tasks, in their order. If this fails, some of the tasks may be in the ledger. */
    CompletableFuture<long[]> ids() {
        return ids;
    }

    /** Nobody waits for the answer any more. */
    void forget() {
        List<CompletableFuture<Void>> cancelled;
        synchronized (this) {
            forgotten = true;
            cancelled = List.copyOf(uploads);
            accepted.forEach(link.commands()::forget);
        }
        cancelled.forEach(upload -> upload.cancel(false));
    }
}
