package io.stoker.engine;

import akka.actor.typed.Behavior;
import com.typesafe.config.Config;
import io.stoker.kernel.Kernels;
import io.stoker.task.EngineProperties;
import io.stoker.task.Failure;
import io.stoker.wire.EngineExit;
import io.stoker.wire.Fence;
import io.stoker.wire.Load;
import io.stoker.wire.Membership;
import io.stoker.wire.Serving;
import io.stoker.wire.ToEngine.Assignment;
import io.stoker.wire.values.FreeHeap;
import io.stoker.wire.values.Transfers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine: a namespace, the thread that runs attempts in it, and its membership in the controller's cluster. It lives
 * as long as its JVM.
 */
public final class EngineProcess implements Membership.Resident, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineProcess.class);

    /** Of address space; what recursion in user code does not use costs nothing. */
    private static final long STACK_BYTES = 8 << 20;

    private final String instance;
    private final EngineSelf self;
    private final IntConsumer endJvm;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(EngineProcess::daemon);
    private final String language;
    private final Workbench workbench;
    private final AttemptRunner runner;
    private final Thread taskThread;
    private @Nullable Membership membership;
    private boolean closed;
    private volatile int otherVersion = -1;
    private volatile @Nullable Serving serving;
    private final Fence fence = new Fence();
    private final Transfers transfers = new Transfers();

    EngineProcess(
            Config config, String instance, EngineProperties properties, Workbench workbench, IntConsumer endJvm) {
        EngineSettings settings = EngineSettings.from(config);
        this.instance = instance;
        this.endJvm = endJvm;
        this.self = new EngineSelf(properties, workbench::ring);
        this.workbench = workbench;
        this.language = settings.kernel();
        Grace grace = new Grace(settings.interruptGrace(), this::after, endJvm);
        TaskThreads threads = new TaskThreads();
        LargeValues values = new LargeValues(transfers, settings.limit(), FreeHeap.ofThisJvm());
        PreparedKernel kernel = new PreparedKernel(Kernels.create(settings.kernel()), settings, self, values);
        runner = new AttemptRunner(workbench, kernel, values, threads, grace);
        taskThread = new Thread(threads, runner, "stoker-task", STACK_BYTES);
        taskThread.setDaemon(true);
    }

    /**
     * Starts an engine, which joins in the background as soon as it can run tasks, and for ever.
     *
     * @param config of a node with the role {@code engine}
     * @param seeds every spelling of the controllers' addresses
     * @param instance the JVM's own id
     * @param properties what is known of it, as host and pid
     */
    public static EngineProcess start(Config config, List<String> seeds, String instance, EngineProperties properties) {
        return start(config, seeds, instance, properties, EngineProcess::sharesItsJvm);
    }

    /**
     * As {@link #start(Config, List, String, EngineProperties)}, in a JVM that is the engine's own.
     *
     * @param endJvm ends the JVM with one of the codes of {@link EngineExit}
     */
    public static EngineProcess start(
            Config config, List<String> seeds, String instance, EngineProperties properties, IntConsumer endJvm) {
        EngineProcess engine = new EngineProcess(config, instance, properties, new Workbench(), endJvm);
        engine.taskThread.start();
        Thread joining = new Thread(() -> engine.joinWhenReady(config, seeds), "stoker-join");
        joining.setDaemon(true);
        joining.start();
        return engine;
    }

    private static void sharesItsJvm(int code) {
        LOG.error("this engine shares its JVM, which goes on; the engine does not (code {})", code);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "stoker-timer");
        thread.setDaemon(true);
        return thread;
    }

    private void after(Duration time, Runnable task) {
        var unused = timer.schedule(task, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public String instance() {
        return instance;
    }

    @Override
    public Load load() {
        return workbench.load();
    }

    @Override
    public long propertiesVersion() {
        return self.properties().version();
    }

    @Override
    public Behavior<?> actor() {
        return EngineActor.create(this, workbench);
    }

    @Override
    public Transfers transfers() {
        return transfers;
    }

    @Override
    public void serving(Serving now) {
        serving = now;
    }

    /** The controller that has answered last; null before. */
    @Nullable
    Serving serving() {
        return serving;
    }

    @Override
    public void otherVersion(int version) {
        if (version == otherVersion) {
            return; // it is said with each answer
        }
        otherVersion = version;
        LOG.error(
                "the controller speaks version {} of the protocol, which this engine does not: install the same Stoker on both",
                version);
    }

    /** Whether a message of this epoch may be obeyed. */
    boolean admits(long epoch) {
        return fence.admits(epoch);
    }

    /** The controller has this ledger: attempts of another one mean nothing to it. */
    boolean admits(String ledgerId, long epoch) {
        if (fence.isOther(ledgerId)) {
            LOG.warn("the controller has another ledger now: what was held for the old one is dropped");
            interrupt(workbench.dropAll());
        }
        return fence.admits(ledgerId, epoch);
    }

    void registered(int id) {
        if (id != self.id()) {
            self.id(id);
            LOG.info("registered as engine {}", id);
        }
    }

    /** Asks what runs to end; null for nothing. */
    void interrupt(@Nullable Assignment running) {
        if (running != null) {
            runner.interrupt(running);
        }
    }

    EngineSelf self() {
        return self;
    }

    List<String> languages() {
        return List.of(language);
    }

    /** A task that is assigned before it could run would be stuck behind the warm-up, and so would the next ones. */
    private void joinWhenReady(Config config, List<String> seeds) {
        Failure failure = runner.ready().join();
        synchronized (this) {
            if (closed) {
                return;
            }
            if (failure == null) {
                membership = Membership.start(config, seeds, this);
                return;
            }
        }
        LOG.error("the prelude (stoker.prelude) has failed, and this engine does not register: {}", failure.text());
        endJvm.accept(EngineExit.PRELUDE_FAILED);
    }

    /** Leaves the cluster and ends the task thread, whatever it is doing. */
    @Override
    public void close() {
        Membership last;
        synchronized (this) {
            closed = true;
            last = membership;
        }
        if (last != null) {
            last.close();
        }
        runner.close();
        taskThread.interrupt();
        interrupt(workbench.dropAll());
        timer.shutdownNow();
    }
}
