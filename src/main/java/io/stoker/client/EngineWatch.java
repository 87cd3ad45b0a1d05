package io.stoker.client;

import io.stoker.task.EngineInfo;
import io.stoker.task.StokerException;
import io.stoker.wire.Question;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a listener of engines that join and leave, until the watch or the connection is closed. Thread-safe. */
public final class EngineWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineWatch.class);

    /** How long an answer takes at most, and a watch that is closed keeps its thread. */
    private static final Duration PATIENCE = Question.AskEngines.LONGEST_WAIT.plusSeconds(1);

    private final Engines engines;
    private final EngineListener listener;
    private final Map<String, EngineInfo> known = new HashMap<>();
    private volatile boolean closed;

    EngineWatch(Engines engines, EngineListener listener) {
        this.engines = engines;
        this.listener = listener;
    }

    /** Stays until the end, on the one thread that calls the listener. */
    void run() {
        long seen = 0;
        while (!closed) {
            try {
                Engines.Seen now = engines.otherThan(seen, PATIENCE);
                seen = now.version();
                compare(now.engines());
            } catch (StokerException e) {
                if (engines.isClosed()) {
                    return;
                }
                LOG.trace("cannot ask the controller for the list of engines: {}", e.getMessage());
            }
        }
    }

    private void compare(List<EngineInfo> now) {
        Map<String, EngineInfo> gone = new HashMap<>(known);
        now.forEach(engine -> gone.remove(engine.instance()));
        gone.values().forEach(engine -> {
            known.remove(engine.instance());
            tell(() -> listener.lost(engine));
        });
        for (EngineInfo engine : now) {
            if (known.put(engine.instance(), engine) == null) {
                tell(() -> listener.registered(engine));
            }
        }
    }

    private void tell(Runnable call) {
        if (closed) {
            return;
        }
        try {
            call.run();
        } catch (Throwable e) { // an Error as well: nobody else would hear of it
            LOG.warn("a listener to engines has thrown an exception; it is still told of later changes", e);
        }
        boolean unused = Thread.interrupted(); // a listener's doing, and not meant for the next wait
    }

    /** The listener is not told of later changes. */
    @Override
    public void close() {
        closed = true;
    }
}
