package io.stoker.processes;

import io.stoker.task.EventKind;
import io.stoker.task.StokerEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

/** Keeps all events that come, which end only with the client. */
final class EventReader implements Flow.Subscriber<StokerEvent> {
    final List<StokerEvent> events = new CopyOnWriteArrayList<>();
    final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(StokerEvent event) {
        events.add(event);
    }

    @Override
    public void onError(Throwable failure) {
        failures.add(failure);
    }

    @Override
    public void onComplete() {
        failures.add(new AssertionError("events do not end"));
    }

    long ended() {
        return events.stream().filter(event -> event.kind() == EventKind.ENDED).count();
    }

    /** The tasks of all events of a kind. */
    List<Long> tasks(EventKind kind) {
        return events.stream()
                .filter(event -> event.kind() == kind)
                .map(StokerEvent::taskId)
                .toList();
    }
}
