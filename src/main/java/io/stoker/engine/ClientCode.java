package io.stoker.engine;

import io.stoker.code.BundleSource;
import io.stoker.code.CodeBundle;
import io.stoker.engine.CodeQuestions.UnansweredException;
import io.stoker.task.Code;
import io.stoker.task.Durations;
import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import io.stoker.task.Visible;
import io.stoker.wire.ToEngine;
import io.stoker.wire.values.FreeHeap;
import io.stoker.wire.values.ValueClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the client whose function runs for code that the function lacks, and fetches it from the store. It is a thread
 * of user code that waits, and that an abort interrupts. Safe for many threads.
 *
 * <p>A task says itself which client it comes from, and in which space its function runs; nobody checks that. A task
 * that names another client gets nothing by it: that client does not answer for a space that it has not made, and
 * whoever knows the random number of a space has been given its code before. A task that names another client's space
 * can change what that client's functions find there; but whoever may submit tasks may have engines do anything. What a
 * client answers reaches only the question that it was asked, by a random number as well.
 */
final class ClientCode implements BundleSource {
    private static final Logger LOG = LoggerFactory.getLogger(ClientCode.class);
    /**
     * Of bundles from the store, once the client has answered: they are there, and what takes longer is added better.
     */
    static final Duration FETCH_LIMIT = Duration.ofSeconds(5);
    /** So long a client is not asked again that has not answered: what is missing would cost too much time. */
    static final Duration REST = Duration.ofSeconds(10);

    private final CodeQuestions questions;
    private final ValueClient values;
    private final FreeHeap heap;
    private final Duration fetchLimit;
    private final LongSupplier ticks;
    private final Map<UUID, Unanswered> unanswered = new ConcurrentHashMap<>();
    private volatile @Nullable Code running;

    private record Unanswered(String reason, long since) {}

    /** @param fetchLimit how long it may take to fetch what the client has named */
    ClientCode(CodeQuestions questions, ValueClient values, FreeHeap heap, Duration fetchLimit, LongSupplier ticks) {
        this.questions = questions;
        this.values = values;
        this.heap = heap;
        this.fetchLimit = fetchLimit;
        this.ticks = ticks;
    }

    /** A function with this code runs now; null if none does, and nobody is asked. */
    void running(@Nullable Code code) {
        running = code;
    }

    @Override
    public Found find(UUID space, String entry, Predicate<StoredValue> known) throws InterruptedException {
        Code code = running;
        if (code == null || !code.space().equals(space)) {
            throw new StokerException("the client is asked only while its function runs, and that has ended");
        }
        Unanswered before = unanswered.get(space);
        if (before != null && isFresh(before)) {
            throw new UnansweredException(before.reason());
        }
        try {
            ToEngine.CodeAnswer answer = questions.ask(code.client(), space, entry);
            if (!answer.reason().isEmpty()) {
                LOG.warn(
                        "client {} does not send {}: {}",
                        Visible.line(code.client()),
                        Visible.line(entry),
                        Visible.line(answer.reason()));
            }
            List<StoredValue> lacking =
                    answer.bundles().stream().filter(known.negate()).toList();
            return new Found(fetch(entry, lacking), answer.reason());
        } catch (UnansweredException e) {
            LOG.warn("a function that runs lacks {}; {}", Visible.line(entry), e.getMessage());
            unanswered.values().removeIf(old -> !isFresh(old));
            unanswered.put(space, new Unanswered(String.valueOf(e.getMessage()), ticks.getAsLong()));
            throw e;
        }
    }

    private boolean isFresh(Unanswered one) {
        return ticks.getAsLong() - one.since() < REST.toNanos();
    }

    private List<CodeBundle> fetch(String entry, List<StoredValue> bundles) throws InterruptedException {
        heap.require(
                "the classes that come with " + entry,
                bundles.stream().mapToLong(StoredValue::size).sum());
        Map<StoredValue, CompletableFuture<byte[]>> parts = new LinkedHashMap<>();
        bundles.forEach(bundle -> parts.put(bundle, values.fetch(bundle)));
        long begun = System.nanoTime();
        try {
            List<CodeBundle> all = new ArrayList<>();
            for (Map.Entry<StoredValue, CompletableFuture<byte[]>> part : parts.entrySet()) {
                long left = fetchLimit.toNanos() - (System.nanoTime() - begun);
                all.add(CodeBundle.read(part.getKey(), part.getValue().get(left, TimeUnit.NANOSECONDS)));
            }
            return all;
        } catch (ExecutionException e) {
            throw new StokerException("it could not be fetched from the store: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new UnansweredException("it could not be fetched from the store within " + Durations.text(fetchLimit)
                    + ": the controller is busy, stopped or cut off");
        } finally {
            parts.values().forEach(part -> part.cancel(false)); // of no use when another one has failed
        }
    }
}
