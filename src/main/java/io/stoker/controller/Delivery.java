package io.stoker.controller;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.stoker.store.LedgerStore;
import io.stoker.task.FinishedTask;
import io.stoker.wire.Batches;
import io.stoker.wire.Piping;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings results to one client: a few unacknowledged batches at a time, each repeated until acknowledged. What waits
 * for its turn is kept as ids once it is more than a few megabytes, and read from the store again. It ends with the
 * client.
 */
final class Delivery extends AbstractBehavior<Object> {
    private static final int WINDOW = 8;
    private static final int PAGE = 256;
    private static final long MOST_WAITING_BYTES = 8L * 1024 * 1024;
    private static final Duration REPEAT_AFTER = Duration.ofSeconds(2);

    private final LedgerStore store;
    private final ActorRef<ToClient> client;
    private final ActorRef<Object> controller;
    private final ActorRef<ToController> self;
    private final Piping piping;
    private final Trouble trouble;
    private final ArrayDeque<Ready> waiting = new ArrayDeque<>();
    /** Tasks to be read, each once however often it is asked for; briefly if that is all that is asked for. */
    private final LinkedHashMap<Long, Boolean> wanted = new LinkedHashMap<>();

    private final LinkedHashSet<ToClient.Unknown> unknown = new LinkedHashSet<>();
    private final TreeMap<Long, Sent> unacknowledged = new TreeMap<>();
    private long waitingBytes;
    private long nextDelivery;
    private boolean reading;

    /** A task that was waited for has ended. */
    record Done(FinishedTask task, boolean brief) {}

    /** Tasks that have ended are asked for. */
    record Fetch(List<Long> tasks, boolean brief) {}

    /** Ids are asked for that no task has. */
    record Strangers(List<ToClient.Unknown> ids) {}

    /** What was asked for is not in the store any more; to be answered with {@link Strangers}. */
    record Vanished(List<Long> tasks, ActorRef<Object> delivery) {}

    private record Ready(FinishedTask task, boolean brief) {}

    private record Wanted(long task, boolean brief) {}

    private record Repeat() {}

    private record Sent(ToClient.Results message, long tick) {}

    /** @param controller is told of what has vanished */
    static Behavior<Object> create(LedgerStore store, ActorRef<ToClient> client, ActorRef<Object> controller) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            context.watch(client);
            timers.startTimerWithFixedDelay(new Repeat(), REPEAT_AFTER);
            return new Delivery(context, store, client, controller);
        }));
    }

    private Delivery(
            ActorContext<Object> context, LedgerStore store, ActorRef<ToClient> client, ActorRef<Object> controller) {
        super(context);
        this.store = store;
        this.client = client;
        this.controller = controller;
        this.self = context.getSelf().narrow();
        this.piping = new Piping(context);
        this.trouble = new Trouble(context.getLog());
    }

    @Override
    public Receive<Object> createReceive() {
        return newReceiveBuilder()
                .onMessage(Done.class, this::onDone)
                .onMessage(Fetch.class, this::onFetch)
                .onMessage(Strangers.class, this::onStrangers)
                .onMessage(Piping.Arrived.class, this::onArrived)
                .onMessage(ToController.Received.class, this::onReceived)
                .onMessage(Repeat.class, this::onRepeat)
                .onSignal(Terminated.class, ended -> Behaviors.stopped())
                .build();
    }

    private Behavior<Object> onDone(Done done) {
        if (waitingBytes < MOST_WAITING_BYTES && (done.brief() || done.task().origin() != null)) {
            enqueue(done.task(), done.brief());
        } else {
            want(new Wanted(done.task().taskId(), done.brief()));
        }
        return proceed();
    }

    private Behavior<Object> onFetch(Fetch fetch) {
        fetch.tasks().forEach(task -> want(new Wanted(task, fetch.brief())));
        return proceed();
    }

    private void want(Wanted one) {
        wanted.merge(one.task(), one.brief(), Boolean::logicalAnd);
    }

    private Behavior<Object> onStrangers(Strangers message) {
        unknown.addAll(message.ids());
        return proceed();
    }

    private Behavior<Object> onArrived(Piping.Arrived arrived) {
        piping.arrived(arrived);
        return this;
    }

    private void read(List<Wanted> page, @Nullable List<FinishedTask> found, @Nullable Throwable failure) {
        reading = false;
        if (found != null) {
            trouble.over();
            take(page, found);
            proceed();
        } else {
            trouble.with(
                    "a client waits for results that cannot be read, which is tried again every "
                            + REPEAT_AFTER.toSeconds() + " s",
                    Objects.requireNonNull(failure));
            page.forEach(this::want);
        }
    }

    private void take(List<Wanted> page, List<FinishedTask> found) {
        Map<Long, FinishedTask> byId = new TreeMap<>();
        found.forEach(task -> byId.put(task.taskId(), task));
        List<Long> vanished = new ArrayList<>(0);
        for (Wanted one : page) {
            FinishedTask task = byId.get(one.task());
            if (task == null) {
                vanished.add(one.task());
            } else {
                enqueue(task, one.brief());
            }
        }
        if (!vanished.isEmpty()) {
            controller.tell(new Vanished(vanished, getContext().getSelf()));
        }
    }

    private Behavior<Object> onReceived(ToController.Received received) {
        unacknowledged.remove(received.delivery());
        return proceed();
    }

    private Behavior<Object> onRepeat(Repeat repeat) {
        long overdue = System.nanoTime() - REPEAT_AFTER.toNanos();
        unacknowledged.replaceAll((delivery, sent) -> {
            if (sent.tick() - overdue > 0) {
                return sent;
            }
            client.tell(sent.message());
            return new Sent(sent.message(), System.nanoTime());
        });
        return proceed();
    }

    private void enqueue(FinishedTask task, boolean brief) {
        FinishedTask kept = brief ? task.brief() : task;
        waiting.add(new Ready(kept, brief));
        waitingBytes += kept.size();
    }

    private Behavior<Object> proceed() {
        while (unacknowledged.size() < WINDOW && !(waiting.isEmpty() && unknown.isEmpty())) {
            send();
        }
        if (!reading && !wanted.isEmpty() && waitingBytes < MOST_WAITING_BYTES) {
            read();
        }
        return this;
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
        ToClient.Results message = new ToClient.Results(nextDelivery++, whole, brief, strangers, self);
        unacknowledged.put(message.delivery(), new Sent(message, System.nanoTime()));
        client.tell(message);
    }

    private void read() {
        List<Wanted> page = wanted.entrySet().stream()
                .limit(PAGE)
                .map(one -> new Wanted(one.getKey(), one.getValue()))
                .toList();
        page.forEach(one -> wanted.remove(one.task()));
        reading = true;
        piping.pipe(
                store.results(page.stream().map(Wanted::task).toList()),
                (found, failure) -> read(page, found, failure));
    }
}
