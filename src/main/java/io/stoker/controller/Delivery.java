package io.stoker.controller;

import io.stoker.task.FinishedTask;
import io.stoker.wire.Batches;
import io.stoker.wire.ToClient;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Brings results to one client, as many as the window of its channel lets through. What waits for its turn is kept as
 * ids once it is more than a megabyte, and read from the store again: a client that reads nothing costs no more.
 */
final class Delivery {
    private static final int PAGE = 256;
    private static final long READ_AGAIN_NANOS = 500_000_000L;
    private static final long MOST_WAITING_BYTES = 1 << 20;

    private final Reader store;
    private final Client client;
    private final LongFunction<String> absence;
    private final Trouble trouble = new Trouble(LoggerFactory.getLogger(Delivery.class));
    private final ArrayDeque<Ready> waiting = new ArrayDeque<>();
    /** Tasks to be read, each once however often it is asked for; briefly if that is all that is asked for. */
    private final LinkedHashMap<Long, Boolean> wanted = new LinkedHashMap<>();

    private final LinkedHashSet<ToClient.Unknown> unknown = new LinkedHashSet<>();
    private long waitingBytes;
    private boolean reading;
    private boolean failed;
    private long failedAt;
    private boolean closed;

    private record Ready(FinishedTask task, boolean brief) {}

    private record Wanted(long task, boolean brief) {}

    /** Reads the results of tasks, as far as they are there, and says then what it has found, or why it has not. */
    interface Reader {
        void read(List<Long> tasks, BiConsumer<@Nullable List<FinishedTask>, @Nullable Throwable> then);
    }

    /** @param absence why there is no such task, or none any more */
    Delivery(Reader store, Client client, LongFunction<String> absence) {
        this.store = store;
        this.client = client;
        this.absence = absence;
    }

    /** A task that was waited for has ended. */
    void done(FinishedTask task, boolean brief) {
        if (closed) {
            return;
        }
        if (waitingBytes < MOST_WAITING_BYTES && (brief || task.origin() != null)) {
            enqueue(task, brief);
        } else {
            want(new Wanted(task.taskId(), brief));
        }
        client.touch();
    }

    /** Tasks that have ended are asked for. */
    void fetch(List<Long> tasks, boolean brief) {
        if (closed) {
            return;
        }
        tasks.forEach(task -> want(new Wanted(task, brief)));
        client.touch();
    }

    /** Ids are asked for that no task has. */
    void strangers(List<ToClient.Unknown> ids) {
        if (closed) {
            return;
        }
        unknown.addAll(ids);
        client.touch();
    }

    /** The client has gone: what is brought from now on is forgotten at once. */
    void close() {
        closed = true;
        waiting.clear();
        wanted.clear();
        unknown.clear();
    }

    private void want(Wanted one) {
        wanted.merge(one.task(), one.brief(), Boolean::logicalAnd);
    }

    private void read(List<Wanted> page, @Nullable List<FinishedTask> found, @Nullable Throwable failure) {
        reading = false;
        if (closed) {
            return;
        }
        if (found != null) {
            trouble.over();
            take(page, found);
        } else {
            trouble.with(
                    "a client waits for results that cannot be read, which is tried again",
                    Objects.requireNonNull(failure));
            page.forEach(this::want);
            failed = true;
            failedAt = System.nanoTime();
        }
        client.touch();
    }

    /** Tries again to read what could not be read; to be called often. */
    void look(long tick) {
        if (failed && tick - failedAt >= READ_AGAIN_NANOS) {
            failed = false;
            client.touch();
        }
    }

    private void take(List<Wanted> page, List<FinishedTask> found) {
        Map<Long, FinishedTask> byId = new TreeMap<>();
        found.forEach(task -> byId.put(task.taskId(), task));
        for (Wanted one : page) {
            FinishedTask task = byId.get(one.task());
            if (task == null) { // it was removed while it was asked for
                unknown.add(new ToClient.Unknown(one.task(), one.task(), absence.apply(one.task())));
            } else {
                enqueue(task, one.brief());
            }
        }
    }

    private void enqueue(FinishedTask task, boolean brief) {
        FinishedTask kept = brief ? task.brief() : task;
        waiting.add(new Ready(kept, brief));
        waitingBytes += kept.size();
    }

    /** Sends what there is room for, and reads what comes next. */
    void proceed() {
        while (client.pump().hasRoom() && !(waiting.isEmpty() && unknown.isEmpty())) {
            send();
        }
        if (!reading && !failed && !wanted.isEmpty() && waitingBytes < MOST_WAITING_BYTES) {
            read();
        }
    }

    private void send() {
        List<FinishedTask> whole = new ArrayList<>();
        List<FinishedTask> brief = new ArrayList<>();
        int bytes = 0;
        for (Ready next = waiting.peek();
                next != null && (bytes == 0 || bytes + next.task().size() <= Batches.MAX_BYTES);
                next = waiting.peek()) {
            bytes += next.task().size();
            (next.brief() ? brief : whole).add(waiting.remove().task());
        }
        waitingBytes -= bytes;
        List<ToClient.Unknown> strangers = unknown.stream().limit(PAGE).toList();
        strangers.forEach(unknown::remove);
        client.tell(new ToClient.Results(whole, brief, strangers));
    }

    private void read() {
        List<Wanted> page = wanted.entrySet().stream()
                .limit(PAGE)
                .map(one -> new Wanted(one.getKey(), one.getValue()))
                .toList();
        page.forEach(one -> wanted.remove(one.task()));
        reading = true;
        store.read(page.stream().map(Wanted::task).toList(), (found, failure) -> read(page, found, failure));
    }
}
