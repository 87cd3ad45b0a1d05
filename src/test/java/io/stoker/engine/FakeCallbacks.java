package io.stoker.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what an engine tells of itself. */
public final class FakeCallbacks implements EngineCallbacks {
    final List<Integer> ends = new CopyOnWriteArrayList<>();

    volatile boolean neighboursRun;

    @Override
    public boolean doNeighboursRun() {
        return neighboursRun;
    }

    @Override
    public void registered(int id) {}

    @Override
    public void end(int code, String reason) {
        ends.add(code);
    }
}
