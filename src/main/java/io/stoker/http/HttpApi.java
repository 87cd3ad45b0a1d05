package io.stoker.http;

import com.typesafe.config.Config;
import io.stoker.store.EventFeed;
import io.stoker.wire.Membership;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The routes below {@code /api/v1} of a controller's node, and the client that does what they are asked for. Outlives
 * ActorSystems, as the node does.
 */
public final class HttpApi implements AutoCloseable {
    private static final int THREADS = 16;
    private static final int KEEP_SECONDS = 10;

    private final ApiClient client = new ApiClient();
    private final ThreadPoolExecutor threads;
    private final HttpSettings settings;
    private final String version;

    /**
     * Routes that answer that nothing serves, until {@link #open}.
     *
     * @param version of Stoker, for people
     */
    public HttpApi(HttpSettings settings, String version) {
        this.settings = settings;
        this.version = version;
        AtomicInteger count = new AtomicInteger();
        // No more wait for a thread than there are connections.
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, KEEP_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "stoker-http-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * There is a node to live on.
     *
     * @param node the controller's; closed by its owner, after this
     * @param events of the controller's ledger
     */
    public void open(Membership node, Config config, EventFeed events) {
        client.open(node, config, events);
    }

    Executor threads() {
        return threads;
    }

    /** All routes there are. */
    List<ApiRoute> routes() {
        Waiters waiters = new Waiters(settings.idleTimeout());
        return Stream.of(
                        new TaskRoutes(client, waiters, new OutputStreams(client, threads)).routes(),
                        new TaskListRoutes(client).routes(),
                        new TaskCommandRoutes(client).routes(),
                        new SteeringRoutes(client, waiters).routes(),
                        new EngineRoutes(client, waiters).routes(),
                        new StatusRoutes(client, version).routes(),
                        new EventRoutes(client, settings.idleTimeout(), threads).routes(),
                        new EngineCommandRoutes(client, waiters).routes(),
                        OpenApi.routes())
                .flatMap(List::stream)
                .toList();
    }

    /** What waits is given up. */
    @Override
    public void close() {
        client.close();
        threads.shutdown();
    }
}
