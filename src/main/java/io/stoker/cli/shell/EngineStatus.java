package io.stoker.cli.shell;

import io.stoker.client.multi.EngineQueue;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The queue of an engine in IPython1's form: a pair of the engine's id and a map of {@code queue} and {@code pending},
 * as in {@code (id, status) = mec.queue_status()[0]}.
 */
public final class EngineStatus extends AbstractList<Object> {
    private final EngineQueue queue;
    private final Map<String, Object> status = new LinkedHashMap<>();

    EngineStatus(EngineQueue queue) {
        this.queue = queue;
        status.put("queue", queue.queue());
        status.put("pending", queue.pending().isEmpty() ? "None" : queue.pending());
    }

    /** The engine. */
    public int getId() {
        return queue.engineId();
    }

    /** The queued calls and tasks. */
    public List<String> getQueue() {
        return queue.queue();
    }

    /** The running call or task; empty for none. */
    public String getPending() {
        return queue.pending();
    }

    @Override
    public Object get(int index) {
        return index == 0 ? queue.engineId() : List.of(status).get(index - 1);
    }

    @Override
    public int size() {
        return 2;
    }
}
