package io.stoker.client.multi;

import io.stoker.task.Arguments;
import io.stoker.task.EngineInfo;
import io.stoker.task.StokerException;
import io.stoker.task.Subject;
import io.stoker.wire.Membership;
import io.stoker.wire.values.FreeHeap;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The MultiEngine interface: direct access to the namespaces of engines, the same ones on which tasks run. Its own
 * calls go to all engines that are registered when they are made; {@link #on} and {@link #all} choose engines once.
 * Thread-safe.
 */
public final class MultiEngineClient extends EngineView implements AutoCloseable {
    private final Operations operations;
    private final Connection connection;
    private final Caller caller;
    private final Membership node;
    private volatile boolean closed;

    private MultiEngineClient(Operations operations, Caller caller) {
        super(operations, Targets.all(operations.connection()));
        this.operations = operations;
        this.connection = operations.connection();
        this.caller = caller;
        this.node = connection.node();
    }

    /** One that goes by this connection, and ends with it; for {@link io.stoker.client.Stoker}. */
    public static MultiEngineClient of(Connection connection) {
        Caller caller = new Caller();
        MultiEngineClient client = new MultiEngineClient(new Operations(connection, caller), caller);
        client.node.add(caller);
        return client;
    }

    /** The ids of the engines that are registered now, ascending. */
    public List<Integer> ids() {
        return connection.engines().stream().map(EngineInfo::id).toList();
    }

    /** How many engines are registered now. */
    public int size() {
        return connection.engines().size();
    }

    /**
     * The engines that have these ids now. If one of them is lost, the view goes on to mean it, and not another engine
     * that has its id later.
     *
     * @throws UnknownEngineException if an id is no engine's
     * @throws IllegalArgumentException if there are no ids, or one is named twice
     */
    public EngineView on(int... ids) {
        return on(Arrays.stream(Arguments.given(ids, "on needs ids of engines"))
                .boxed()
                .toList());
    }

    /** As {@link #on(int...)}. */
    public EngineView on(Collection<Integer> ids) {
        return new EngineView(operations, Targets.fixed(Targets.of(connection, ids)));
    }

    /**
     * The engines that are registered now, and no others that come later.
     *
     * @throws NoEnginesException if there is none
     */
    public EngineView all() {
        return new EngineView(operations, Targets.fixed(Targets.all(connection).now()));
    }

    /**
     * Ends all engines, and then the controller: their launcher ends, too. The ledger stays, and a cluster that is
     * started on it goes on with its tasks; a controller that stands by goes on at once, without engines.
     */
    public void killController() {
        try {
            kill();
        } catch (NoEnginesException e) {
            // then there is only the controller to end
        }
        connection.endController();
    }

    /** As {@link #benchmark(int)} with 10 MB. */
    public Benchmark benchmark() {
        return benchmark(10_000_000);
    }

    /**
     * Measures how quick calls to the first engine and to all engines are, which takes some seconds; leaves nothing
     * behind in the namespaces. What else goes on there slows it down.
     *
     * @param bytes how much to bring to each engine and to fetch from there at once; 1 or more
     * @throws IllegalArgumentException if {@code bytes} is less than 1
     * @throws io.stoker.task.ValueTooLargeException if it is more than a value may have, or this JVM's heap has room
     *     for
     */
    public Benchmark benchmark(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("benchmark needs 1 byte or more, not " + bytes);
        }
        connection.limit().require(Subject.of("measure", "a value of the benchmark"), bytes);
        FreeHeap.ofThisJvm().require("the values of the benchmark", bytes);
        EngineView all = all();
        return Benchmark.of(on(all.targets().get(0)), all, bytes);
    }

    /** Waits until all of these are over, however they end. */
    public void barrier(Collection<? extends PendingResult<?>> results) {
        for (Object result : Arguments.given(results, "barrier needs results")) {
            if (!(Arguments.given(result, "barrier needs results") instanceof PendingResult<?> pending)) {
                throw new IllegalArgumentException("barrier needs results of calls that do not wait, not a "
                        + result.getClass().getTypeName());
            }
            pending.awaitEnd();
        }
    }

    /** Whether it was closed. */
    public boolean isClosed() {
        return closed;
    }

    /** Takes part no more; what waits fails. The connection itself goes on. */
    @Override
    public void close() {
        closed = true;
        node.remove(caller);
        caller.close(new StokerException("the client was closed"));
    }
}
