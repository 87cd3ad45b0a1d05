package io.stoker.client;

import io.stoker.task.FinishedTask;
import io.stoker.task.RefusedException;
import io.stoker.task.StokerException;
import io.stoker.task.UnknownTaskException;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The tasks whose ends are waited for, with all they brought or, briefly, without values and output. Thread-safe. */
final class Results {
    private static final int MOST_RANGES = 4_000;
    private static final int MOST_TASKS = 50_000;
    private static final int FEW = 16;

    private final Waiting whole = new Waiting();
    private final Waiting brief = new Waiting();

    private static final class Waiting {
        final TreeMap<Long, Collection<CompletableFuture<FinishedTask>>> futures = new TreeMap<>();
        final TreeSet<Long> unsent = new TreeSet<>();
        int count;

        /** A list takes the least room, and a set lets each of many go at once. */
        void add(long task, CompletableFuture<FinishedTask> future) {
            Collection<CompletableFuture<FinishedTask>> all = futures.computeIfAbsent(task, t -> {
                unsent.add(t);
                return new ArrayList<>(1);
            });
            if (all.size() == FEW) {
                all = new LinkedHashSet<>(all);
                futures.put(task, all);
            }
            all.add(future);
            count++;
        }

        Collection<CompletableFuture<FinishedTask>> remove(long task) {
            unsent.remove(task);
            Collection<CompletableFuture<FinishedTask>> removed = futures.remove(task);
            if (removed == null) {
                return List.of();
            }
            count -= removed.size();
            return removed;
        }
    }

    synchronized CompletableFuture<FinishedTask> await(long task, boolean briefly) {
        Waiting waiting = briefly ? brief : whole;
        CompletableFuture<FinishedTask> future = new CompletableFuture<>();
        waiting.add(task, future);
        return future;
    }

    /**
     * Completes the future with the task's whole end, which the controller tells without being asked in this session.
     */
    synchronized void expect(long task, CompletableFuture<FinishedTask> future) {
        whole.add(task, future);
        whole.unsent.remove(task);
    }

    /** What is to be asked for next; null if nothing is. */
    synchronized ToController.@Nullable Watch next() {
        Waiting waiting = whole.unsent.isEmpty() ? brief : whole;
        if (waiting.unsent.isEmpty()) {
            return null;
        }
        List<Long> ends = new ArrayList<>();
        for (int count = 0; count < MOST_TASKS && !waiting.unsent.isEmpty() && ends.size() < 2 * MOST_RANGES; count++) {
            long id = waiting.unsent.pollFirst();
            int last = ends.size() - 1;
            if (last > 0 && ends.get(last) == id - 1) {
                ends.set(last, id);
            } else {
                ends.add(id);
                ends.add(id);
            }
        }
        return new ToController.Watch(ends.stream().mapToLong(Long::longValue).toArray(), waiting == brief);
    }

    /** There is a new session: what the controller was asked for it does not know any more. */
    synchronized void sendAgain() {
        whole.unsent.addAll(whole.futures.keySet());
        brief.unsent.addAll(brief.futures.keySet());
    }

    void arrived(ToClient.Results results) {
        for (FinishedTask task : results.tasks()) {
            take(task.taskId(), true).forEach(future -> future.complete(task));
        }
        for (FinishedTask task : results.brief()) {
            take(task.taskId(), false).forEach(future -> future.complete(task));
        }
        for (ToClient.Unknown one : results.unknown()) {
            for (long task : waitedFor(one.first(), one.last())) {
                UnknownTaskException unknown = new UnknownTaskException(task, one.note());
                take(task, true).forEach(future -> future.completeExceptionally(unknown));
            }
        }
    }

    /** What was asked for cannot be told, now or later. */
    void refused(ToClient.NotWatched part) {
        RefusedException refused = new RefusedException(part.reason());
        for (int i = 0; i < part.ranges().length; i += 2) {
            for (long task : waitedFor(part.ranges()[i], part.ranges()[i + 1])) {
                take(task, !part.brief()).forEach(future -> future.completeExceptionally(refused));
            }
        }
    }

    /** The tasks from the first to the last that are waited for, which are few even where the ids are many. */
    private synchronized Set<Long> waitedFor(long first, long last) {
        Set<Long> tasks =
                new TreeSet<>(whole.futures.subMap(first, true, last, true).keySet());
        tasks.addAll(brief.futures.subMap(first, true, last, true).keySet());
        return tasks;
    }

    private synchronized List<CompletableFuture<FinishedTask>> take(long task, boolean all) {
        List<CompletableFuture<FinishedTask>> futures = new ArrayList<>(brief.remove(task));
        if (all) {
            futures.addAll(whole.remove(task));
        }
        return futures;
    }

    /** Nobody waits on this future any more. */
    @SuppressWarnings("CollectionUndefinedEquality") // it is this very future that is meant
    synchronized void forget(long task, CompletableFuture<?> future) {
        for (Waiting waiting : List.of(whole, brief)) {
            Collection<CompletableFuture<FinishedTask>> futures = waiting.futures.get(task);
            if (futures != null && futures.remove(future)) {
                waiting.count--;
                if (futures.isEmpty()) {
                    waiting.remove(task);
                }
            }
        }
    }

    /** How many wait. */
    synchronized int awaited() {
        return whole.count + brief.count;
    }

    /** Fails all that waits. */
    void failAll(StokerException exception) {
        List<CompletableFuture<FinishedTask>> all = new ArrayList<>();
        synchronized (this) {
            for (Waiting waiting : List.of(whole, brief)) {
                waiting.futures.values().forEach(all::addAll);
                waiting.futures.clear();
                waiting.unsent.clear();
                waiting.count = 0;
            }
        }
        all.forEach(future -> future.completeExceptionally(exception));
    }
}
