package io.stoker.controller;

import io.stoker.task.TaskState;
import io.stoker.wire.EngineLoad;
import io.stoker.wire.ToClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Takes down what a controller tells its metrics, but for times. */
final class CountedMetrics implements ControllerMetrics {
    final List<String> told = new CopyOnWriteArrayList<>();
    volatile String tasks = "";
    volatile String engines = "";
    volatile int sessions;
    volatile boolean trouble;
    volatile long sentToClients;
    volatile long receivedFromClients;

    /** What was told since this was asked last. */
    List<String> take() {
        List<String> taken = List.copyOf(told);
        told.clear();
        return taken;
    }

    @Override
    public void serves() {
        told.add("serves");
    }

    @Override
    public void standsBy() {
        told.add("stands by");
    }

    @Override
    public void accepted(int count) {
        told.add("accepted " + count);
    }

    @Override
    public void refused(ToClient.Reason reason, int count) {
        told.add("refused " + count + " " + reason);
    }

    @Override
    public void dispatched(long queuedMillis) {
        told.add("dispatched after " + queuedMillis);
    }

    @Override
    public void finished(TaskState state, long nanos) {
        told.add("finished " + state + " " + nanos);
    }

    @Override
    public void attemptLost() {
        told.add("lost");
    }

    @Override
    public void ranAgain(Again why) {
        told.add("again " + why);
    }

    @Override
    public void reportedLate() {
        told.add("late");
    }

    @Override
    public void commitBegan(long tick) {
        told.add("commit");
    }

    @Override
    public void committed(long nanos, int count) {
        told.add("committed " + count);
    }

    @Override
    public void tasks(long scheduled, long pending, long succeeded, long failed, long aborted) {
        tasks = scheduled + " " + pending + " " + succeeded + " " + failed + " " + aborted;
    }

    @Override
    public void engines(int available, int silent) {
        engines = available + " " + silent;
    }

    @Override
    public void load(int engine, @Nullable EngineLoad load) {
        told.add("load of " + engine);
    }

    @Override
    public void gone(int engine, Gone how) {
        told.add(engine + " " + how);
    }

    @Override
    public void sessions(int clients) {
        sessions = clients;
    }

    @Override
    public void channels(
            Peers peers,
            long sentBytes,
            long receivedBytes,
            long resentItems,
            long openItems,
            long openBytes,
            long full) {
        if (peers == Peers.CLIENT) {
            sentToClients = sentBytes;
            receivedFromClients = receivedBytes;
        }
    }

    @Override
    public void trouble(boolean isThere) {
        trouble = isThere;
    }
}
