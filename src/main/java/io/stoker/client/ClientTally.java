package io.stoker.client;

import io.stoker.task.FinishedTask;
import io.stoker.task.TaskState;
import io.stoker.wire.ToClient;
import io.stoker.wire.channel.Pump;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** What a client has done since it connected. It counts whether anybody looks or not. Thread-safe. */
final class ClientTally {
    private final LongAdder submitted = new LongAdder();
    private final Map<TaskState, LongAdder> ended = new EnumMap<>(TaskState.class);
    private final LongAdder sentBytes = new LongAdder();
    private final LongAdder receivedBytes = new LongAdder();
    private final List<LongConsumer> timers = new CopyOnWriteArrayList<>();

    ClientTally() {
        Stream.of(TaskState.values()).filter(TaskState::isFinal).forEach(state -> ended.put(state, new LongAdder()));
    }

    void submitted(int tasks) {
        submitted.add(tasks);
    }

    void ended(ToClient.Results results) {
        results.tasks().forEach(this::ended);
        results.brief().forEach(this::ended);
    }

    private void ended(FinishedTask task) {
        of(task.state()).increment();
    }

    private LongAdder of(TaskState state) {
        return Objects.requireNonNull(ended.get(state), "only what has ended is told");
    }

    /** From now on this one, too, is told how many nanoseconds passed until each task's end. */
    void timeBy(LongConsumer nanos) {
        timers.add(nanos);
    }

    /** The task was submitted at that tick, and this will be its end. */
    void timed(long submittedAt, CompletableFuture<FinishedTask> end) {
        if (!timers.isEmpty()) {
            var unused = end.thenAccept(task -> {
                long nanos = System.nanoTime() - submittedAt;
                timers.forEach(timer -> timer.accept(nanos));
            });
        }
    }

    long submitted() {
        return submitted.sum();
    }

    /** @param state a final one */
    long ended(TaskState state) {
        return of(state).sum();
    }

    /** Bytes of messages, each as often as it was sent. */
    long sentBytes() {
        return sentBytes.sum();
    }

    /** Bytes of messages. */
    long receivedBytes() {
        return receivedBytes.sum();
    }

    /** Counts what the channel of one session carries. For its actor only. */
    final class Carried {
        private final Pump<?, ?> pump;
        private long sent;
        private long received;

        Carried(Pump<?, ?> pump) {
            this.pump = pump;
        }

        void count() {
            long sentNow = pump.allSentBytes();
            long receivedNow = pump.allReceivedBytes();
            sentBytes.add(sentNow - sent);
            receivedBytes.add(receivedNow - received);
            sent = sentNow;
            received = receivedNow;
        }
    }
}
