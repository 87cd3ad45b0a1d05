package io.stoker.client;

import io.stoker.task.EventQuery;
import io.stoker.task.StokerEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Subscribes to events, and keeps them. */
final class ReadEvents implements Flow.Subscriber<StokerEvent> {
    private final List<StokerEvent> events = new CopyOnWriteArrayList<>();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile @Nullable Throwable failure;
    private final long demand;

    private ReadEvents(long demand) {
        this.demand = demand;
    }

    /** All that the query finds. */
    static ReadEvents of(Stoker stoker, EventQuery query) {
        return of(stoker, query, Long.MAX_VALUE);
    }

    /** So many that the query finds, and more when they are {@linkplain #request requested}. */
    static ReadEvents of(Stoker stoker, EventQuery query, long demand) {
        ReadEvents reader = new ReadEvents(demand);
        stoker.events(query).subscribe(reader);
        return reader;
    }

    List<StokerEvent> all() {
        return List.copyOf(events);
    }

    List<StokerEvent> of(long task) {
        return events.stream().filter(event -> event.taskId() == task).toList();
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    void request(long n) {
        if (subscription != null) {
            subscription.request(n);
        }
    }

    void cancel() {
        if (subscription != null) {
            subscription.cancel();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        if (demand > 0) {
            begun.request(demand);
        }
    }

    @Override
    public void onNext(StokerEvent event) {
        events.add(event);
    }

    @Override
    public void onError(Throwable thrown) {
        failure = thrown;
    }

    @Override
    public void onComplete() {
        failure = new AssertionError("events do not end");
    }
}
