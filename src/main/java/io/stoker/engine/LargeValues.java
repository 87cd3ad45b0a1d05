package io.stoker.engine;

import io.stoker.kernel.Kernel;
import io.stoker.task.Failure;
import io.stoker.task.InlineLimit;
import io.stoker.task.Payload;
import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import io.stoker.task.Subject;
import io.stoker.task.Utf8;
import io.stoker.task.ValueTooLargeException;
import io.stoker.wire.values.FreeHeap;
import io.stoker.wire.values.OutboundValues;
import io.stoker.wire.values.ValueClient;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches from the store what is too large to travel with its task or call: pushed values, and classes. Brings results
 * that are too large to the store. It is the task thread that waits for them: an engine does one thing at a time.
 * {@link #cancel} may be called by any thread.
 */
final class LargeValues {
    private static final Logger LOG = LoggerFactory.getLogger(LargeValues.class);
    private static final int MOST_NAMES_SHOWN = 500;

    private final ValueClient client;
    private final InlineLimit limit;
    private final FreeHeap heap;
    private final Map<String, byte[]> fetched = new HashMap<>();
    /** The attempt or call for which the task thread waits; null for none. */
    private @Nullable Object owner;

    private List<CompletableFuture<?>> underWay = List.of();
    /** The one that was cancelled last: it may be still to wait. */
    private @Nullable Object cancelled;

    private boolean closed;

    /** What a result carries: its values, or why it has none. */
    record Kept(Map<String, Payload> values, @Nullable Failure failure) {}

    LargeValues(ValueClient client, InlineLimit limit, FreeHeap heap) {
        this.client = client;
        this.limit = limit;
        this.heap = heap;
    }

    InlineLimit limit() {
        return limit;
    }

    /**
     * Fetches the values of an attempt or call that is to run next, and waits for them.
     *
     * @param owner the attempt or call, for {@link #cancel}
     * @param what names the values in the failure
     * @return why it cannot run; null if it can
     * @throws CancellationException if it was cancelled meanwhile
     */
    @Nullable
    Failure fetch(Object owner, String what, Map<String, Payload> arguments) {
        Set<StoredValue> stored = Payload.stored(arguments);
        if (stored.isEmpty()) {
            return null;
        }
        Map<Payload, CompletableFuture<byte[]>> parts = new LinkedHashMap<>();
        try {
            heap.require(what, stored.stream().mapToLong(StoredValue::size).sum());
            stored.forEach(value -> parts.put(value, client.fetch(value)));
            await(owner, List.copyOf(parts.values()));
            arguments.forEach((name, value) -> {
                CompletableFuture<byte[]> part = parts.get(value);
                if (part != null) {
                    fetched.put(name, part.join());
                }
            });
            return null;
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) {
            cancel(List.copyOf(parts.values()));
            String reason = what + " cannot be fetched: " + e.getMessage();
            return Failure.of(Failure.Kind.SYSTEM, e.getClass().getName(), reason)
                    .bounded();
        }
    }

    /** The bytes of a pushed value, which are not held any longer. */
    byte[] take(String name, Payload value) {
        return value instanceof Payload.Inline inline
                ? inline.bytes()
                : Objects.requireNonNull(fetched.remove(name), "not fetched");
    }

    /** Lets go of what was fetched and not taken. */
    void forget() {
        fetched.clear();
    }

    /** Brings what is too large of a result to the store, and waits until it is durable there. */
    Kept keep(Object owner, Kernel.Pulled pulled) {
        if (pulled.failure() != null) {
            // What a function threw is small enough to travel with its failure.
            return new Kept(Payload.of(pulled.values()), pulled.failure());
        }
        try {
            return new Kept(stored(owner, pulled.values()), null);
        } catch (CancellationException e) {
            return lost(Failure.Kind.INTERRUPTED, "Interrupted", "interrupted while its pulled values were stored");
        } catch (ValueTooLargeException e) {
            return lost(Failure.Kind.PULL, "ValueTooLarge", String.valueOf(e.getMessage()));
        } catch (RuntimeException | OutOfMemoryError e) {
            String reason = "the pulled values cannot be stored: " + e.getMessage();
            return lost(Failure.Kind.SYSTEM, e.getClass().getName(), reason);
        }
    }

    private static Kept lost(Failure.Kind kind, String type, String message) {
        return new Kept(Map.of(), Failure.of(kind, type, message).bounded());
    }

    private Map<String, Payload> stored(Object owner, Map<String, byte[]> values) {
        values.forEach((name, value) -> limit.require(Subject.of("pull", name), value.length));
        String names = Utf8.head(values.keySet().toString(), MOST_NAMES_SHOWN);
        OutboundValues outbound = OutboundValues.of(values, limit, "the pulled values " + names);
        if (!outbound.ahead().isEmpty()) {
            await(owner, List.copyOf(outbound.bring(client)));
        }
        return outbound.payloads();
    }

    /** This one, and no other, does not wait for values any longer, nor begins to. */
    @SuppressWarnings("ReferenceEquality") // another ledger may have sent one of the same number since
    void cancel(Object one) {
        List<CompletableFuture<?>> futures;
        synchronized (this) {
            cancelled = one;
            futures = owner == one ? underWay : List.of();
        }
        cancel(futures);
    }

    /** Nobody waits for values any longer. */
    void close() {
        List<CompletableFuture<?>> futures;
        synchronized (this) {
            closed = true;
            futures = underWay;
        }
        cancel(futures);
    }

    private static void cancel(List<CompletableFuture<?>> futures) {
        futures.forEach(future -> future.cancel(false));
    }

    private void await(Object one, List<CompletableFuture<?>> futures) {
        if (begin(one, futures)) {
            cancel(futures);
        }
        try {
            futures.forEach(LargeValues::await);
        } finally {
            synchronized (this) {
                owner = null;
                underWay = List.of();
            }
            // When one has failed the others are of no use.
            cancel(futures);
        }
    }

    /** Whether it was cancelled before. */
    @SuppressWarnings("ReferenceEquality")
    private synchronized boolean begin(Object one, List<CompletableFuture<?>> futures) {
        owner = one;
        underWay = futures;
        return closed || cancelled == one;
    }

    private static void await(CompletableFuture<?> future) {
        while (true) {
            try {
                future.get();
                return;
            } catch (InterruptedException e) {
                // User code can keep a reference to this thread and interrupt it later. Only cancel() means it.
                LOG.debug("the task thread was interrupted while it waited for values");
            } catch (ExecutionException e) {
                throw e.getCause() instanceof StokerException exception ? exception : new StokerException("failed", e);
            }
        }
    }
}
