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
    private final DirectSession directSession;
    private final Membership node;
    private volatile boolean closed;

    private MultiEngineClient(Operations operations, DirectSession directSession) {
        super(operations, Targets.all(operations.connection()));
        this.operations = operations;
        this.connection = operations.connection();
        this.directSession = directSession;
        this.node = connection.node();
    }

    /** A client that uses this connection, and ends with it; for {@link io.stoker.client.Stoker}. */
    public static MultiEngineClient of(Connection connection) {
        DirectSession directSession = new DirectSession();
        MultiEngineClient client = new MultiEngineClient(new Operations(connection, directSession), directSession);
        client.node.add(directSession);
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
     * The engines that have these ids now. The view is bound to these engines: if one is lost, it does not use another
     * engine that gets its id later.
     *
     * @throws UnknownEngineException if no engine has one of the ids
     * @throws IllegalArgumentException if there are no ids, or one is given twice
     */
    public EngineView on(int... ids) {
        return on(Arrays.stream(Arguments.given(ids, "on needs ids of engines"))
                .boxed()
                .toList());
    }

    /** As {@link #on(int...)}, with whole numbers of any type. */
    public EngineView on(Collection<? extends Number> ids) {
        return new EngineView(operations, Targets.fixed(Targets.of(connection, ids)));
    }

    /**
     * The engines that are registered now, without later ones.
     *
     * @throws NoEnginesException if there is none
     */
    public EngineView all() {
        return new EngineView(operations, Targets.fixed(Targets.all(connection).now()));
    }

    /**
     * Ends all engines, and then the controller: their launcher ends, too. The ledger is kept, and a cluster started on
     * it continues with its tasks; a stand-by controller takes over at once, without engines.
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
     * Measures the speed of calls to the first engine and to all engines, which takes some seconds; leaves nothing in
     * the namespaces. Other work on the engines slows it down.
     *
     * @param bytes how much to push to each engine and to pull from it at once; 1 or more
     * @throws IllegalArgumentException if {@code bytes} is less than 1
     * @throws io.stoker.task.ValueTooLargeException if it exceeds the limit of a value, or this JVM's free heap
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

    /** Waits until all of these have ended, with any outcome. */
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

    /** Closes this client; pending calls fail. The connection stays open. */
    @Override
    public void close() {
        closed = true;
        node.remove(directSession);
        directSession.close(new StokerException("the client was closed"));
    }
}
