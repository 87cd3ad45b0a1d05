package io.stoker.engine;

import akka.actor.typed.Behavior;
import com.typesafe.config.Config;
import io.stoker.kernel.Kernels;
import io.stoker.task.EngineProperties;
import io.stoker.wire.Fence;
import io.stoker.wire.Load;
import io.stoker.wire.Membership;
import io.stoker.wire.Serving;
import io.stoker.wire.ToEngine.Assignment;
import io.stoker.wire.values.FreeHeap;
import io.stoker.wire.values.Transfers;
import java.util.List;
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
    private final EngineProperties properties;
    private final String language;
    private final Workbench workbench;
    private final AttemptRunner runner;
    private final Thread taskThread;
    private @Nullable Membership membership;
    private boolean closed;
    private volatile int engineId = -1;
    private volatile int otherVersion = -1;
    private volatile @Nullable Serving serving;
    private final Fence fence = new Fence();
    private final Transfers transfers = new Transfers();

    EngineProcess(Config config, String instance, EngineProperties properties, Workbench workbench) {
        EngineSettings settings = EngineSettings.from(config);
        this.instance = instance;
        this.properties = properties;
        this.workbench = workbench;
        this.language = settings.kernel();
        runner = new AttemptRunner(
                workbench,
                Kernels.create(settings.kernel()),
                new LargeValues(transfers, settings.limit(), FreeHeap.ofThisJvm()));
        taskThread = new Thread(null, runner, "stoker-task", STACK_BYTES);
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
        EngineProcess engine = new EngineProcess(config, instance, properties, new Workbench());
        engine.taskThread.start();
        Thread joining = new Thread(() -> engine.joinWhenReady(config, seeds), "stoker-join");
        joining.setDaemon(true);
        joining.start();
        return engine;
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
        if (id != engineId) {
            engineId = id;
            LOG.info("registered as engine {}", id);
        }
    }

    /** Asks what runs to end; null for nothing. */
    void interrupt(@Nullable Assignment running) {
        if (running != null) {
            runner.interrupt(running);
        }
    }

    /** The small id it has or had; -1 if it never had one. */
    int engineId() {
        return engineId;
    }

    List<String> languages() {
        return List.of(language);
    }

    EngineProperties properties() {
        return properties;
    }

    /** A task that is assigned before it could run would be stuck behind the warm-up, and so would the next ones. */
    private void joinWhenReady(Config config, List<String> seeds) {
        runner.ready().join();
        synchronized (this) {
            if (!closed) {
                membership = Membership.start(config, seeds, this);
            }
        }
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
        workbench.load().running().forEach(attempt -> interrupt(workbench.running(attempt)));
    }
}
