package io.stoker.client.multi;

import akka.actor.typed.Behavior;
import io.stoker.task.EngineLostException;
import io.stoker.task.StokerException;
import io.stoker.wire.NodeComponent;
import io.stoker.wire.Serving;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a client JVM has under way with engines: all that outlives an ActorSystem. Thread-safe. */
final class DirectSession implements NodeComponent {
    private final String instance = UUID.randomUUID().toString();
    private final Map<String, CallLine> lines = new LinkedHashMap<>();
    private @Nullable StokerException closed;
    private long nextSerial = 1;
    private volatile @Nullable Serving serving;
    private volatile Runnable wakeUp = () -> {};

    @Override
    public String instance() {
        return instance;
    }

    @Override
    public String name() {
        return "caller-" + instance;
    }

    /** Controller and engines have to be heard of anew: the actors known so far belong to what has ended. */
    @Override
    public Behavior<?> actor() {
        serving = null;
        lines().forEach(CallLine::forgetPlace);
        return CallerActor.create(this);
    }

    @Override
    public void serving(Serving now) {
        boolean other = !now.equals(serving);
        serving = now;
        if (other) {
            wake();
        }
    }

    @Override
    public void otherVersion(int version) {
        close(new StokerException("the controller speaks version " + version
                + " of the protocol, which this client does not: use the same Stoker on both sides"));
    }

    /** The controller that serves, as this ActorSystem knows it; null until it does. */
    @Nullable
    Serving serving() {
        return serving;
    }

    /** The line to an engine; one on which every call fails if this is closed. */
    CallLine line(String engine, int id) {
        synchronized (lines) {
            return lines.computeIfAbsent(engine, e -> fresh(e, id));
        }
    }

    private CallLine fresh(String engine, int id) {
        CallLine line = new CallLine(engine, id, nextSerial++, instance);
        if (closed != null) {
            line.lost(closed);
        }
        return line;
    }

    Collection<CallLine> lines() {
        synchronized (lines) {
            return List.copyOf(lines.values());
        }
    }

    /** The line whose session this is; empty if it is over. */
    Optional<CallLine> find(UUID session) {
        return lines().stream().filter(line -> line.isOf(session)).findFirst();
    }

    /** The engine is no more. */
    void gone(CallLine line, String evidence) {
        synchronized (lines) {
            lines.remove(line.engine());
        }
        line.lost(EngineLostException.ofCall(line.id(), evidence));
    }

    /** To be called, from any thread, when there is something to send. */
    void wake() {
        wakeUp.run();
    }

    void onWake(Runnable ring) {
        wakeUp = ring;
    }

    /** All that waits fails, and all that is asked from now on. */
    void close(StokerException reason) {
        synchronized (lines) {
            closed = reason;
        }
        lines().forEach(line -> line.lost(reason));
    }
}
