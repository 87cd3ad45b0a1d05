package io.stoker.engine;

import akka.actor.typed.Behavior;
import com.typesafe.config.Config;
import io.stoker.kernel.Kernels;
import io.stoker.task.EngineProperties;
import io.stoker.task.Failure;
import io.stoker.task.SourceLimits;
import io.stoker.wire.AttemptProgress;
import io.stoker.wire.EngineLoad;
import io.stoker.wire.EngineName;
import io.stoker.wire.ExitCode;
import io.stoker.wire.Fence;
import io.stoker.wire.HeldAttempts;
import io.stoker.wire.InstanceKey;
import io.stoker.wire.Membership;
import io.stoker.wire.NodeComponent;
import io.stoker.wire.Secret;
import io.stoker.wire.Serving;
import io.stoker.wire.ToEngine.Assignment;
import io.stoker.wire.values.FreeHeap;
import io.stoker.wire.values.ValueClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine: a namespace, the thread that runs attempts in it, and the part it takes in the controller's cluster. It
 * outlives the ActorSystems of its node.
 */
public final class EngineProcess implements NodeComponent, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineProcess.class);

    private final InstanceKey key;
    private final String instance;
    private final EngineIdentity identity;
    private final int preferredId;
    private final EngineCallbacks callbacks;
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, task -> daemon(task, "stoker-timer"));
    private final String language;
    private final EngineWorkQueue queue;
    private final DirectValues directValues;
    private final DirectSessions sessions;
    private final CallRunner calls;
    private final PreparedKernel kernel;
    private final AttemptRunner runner;
    private final Thread taskThread;
    private final Duration interruptGrace;
    private @Nullable Membership home;
    private boolean closed;
    private volatile int otherVersion = -1;
    private volatile @Nullable Serving serving;
    private volatile Runnable onServed = () -> {};
    private volatile Secret ticket = Secret.random();
    private final Fence fence = new Fence();
    private final ValueClient values = new ValueClient();
    private final CodeQuestions codeQuestions;
    private final AttemptLook attemptLook;
    private final FunctionTrial trial;
    private final Draining draining;

    EngineProcess(
            Config config,
            InstanceKey key,
            int number,
            EngineProperties properties,
            EngineWorkQueue queue,
            EngineCallbacks callbacks) {
        EngineSettings settings = EngineSettings.from(config);
        this.interruptGrace = settings.interruptGrace();
        timer.prestartCoreThread(); // when it is needed there may be no thread to be had
        this.key = key;
        this.instance = EngineName.of(key.instance(), number);
        this.callbacks = callbacks;
        this.preferredId = settings.preferredId();
        this.identity = new EngineIdentity(properties, queue::wake);
        this.queue = queue;
        this.language = settings.kernel();
        this.directValues =
                new DirectValues(FreeHeap.ofThisJvm(), settings.limit().each());
        this.sessions = new DirectSessions(directValues);
        InterruptWatchdog interruptWatchdog = new InterruptWatchdog(interruptGrace, this::after, callbacks);
        TaskThreads threads = new TaskThreads(callbacks.isAlone(), callbacks.processes());
        LargeValues large = new LargeValues(values, settings.limit(), FreeHeap.ofThisJvm());
        codeQuestions = new CodeQuestions(CodeQuestions.Times.USUAL, queue::wake);
        kernel = new PreparedKernel(
                Kernels.create(settings.kernel()),
                settings,
                identity,
                large,
                functionCalls(),
                callbacks.isAlone() ? JvmSettings.now() : null);
        calls = new CallRunner(kernel, identity, directValues, settings.limit(), sessions);
        runner = new AttemptRunner(
                queue, kernel, calls, large, threads, interruptWatchdog, callbacks, EngineProcess::aside);
        attemptLook =
                new AttemptLook(runner, task -> daemon(task, "stoker-look").start(), queue::wake);
        trial = new FunctionTrial(functionCalls(), kernel.noTask(0), () -> runner.isBusy() || queue.isBusy());
        draining = new Draining(
                queue,
                identity,
                this::after,
                () -> callbacks.end(ExitCode.KILLED.number(), "a client has removed it"),
                System::nanoTime);
        taskThread = new Thread(threads, runner, "stoker-task", SourceLimits.STACK_BYTES);
        taskThread.setDaemon(true);
    }

    /**
     * Starts an engine, which gets ready to run tasks.
     *
     * @param key to the instance of its JVM
     * @param number which one of its JVM's engines it is, see {@link EngineName}
     * @param properties what is known of it, as host and pid
     * @param callbacks hears what becomes of the engine
     */
    public static EngineProcess start(
            Config config, InstanceKey key, int number, EngineProperties properties, EngineCallbacks callbacks) {
        EngineProcess engine = new EngineProcess(config, key, number, properties, new EngineWorkQueue(), callbacks);
        engine.taskThread.start();
        return engine;
    }

    /**
     * Takes part in the cluster from the moment on when it can run tasks: one that was assigned before would be stuck
     * behind the warm-up, and so would the next ones.
     *
     * @param node with the role {@code engine}; closed by the caller, after the engine
     */
    public void join(Membership node) {
        var unused = runner.ready().thenAccept(failure -> ready(node, failure));
    }

    private FunctionCalls functionCalls() {
        return new FunctionCalls(
                new ClientCode(codeQuestions, values, FreeHeap.ofThisJvm(), ClientCode.FETCH_LIMIT, System::nanoTime));
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private static void aside(Runnable task) {
        daemon(task, "stoker-processes").start();
    }

    private void after(Duration time, Runnable task) {
        var unused = timer.schedule(task, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public String instance() {
        return instance;
    }

    @Override
    public InstanceKey key() {
        return key;
    }

    @Override
    public String name() {
        return "engine-" + instance;
    }

    @Override
    public HeldAttempts held() {
        return queue.held();
    }

    @Override
    public @Nullable AttemptProgress progress() {
        return kernel.progress();
    }

    @Override
    public EngineLoad load() {
        Runtime runtime = Runtime.getRuntime();
        return new EngineLoad(runner.busyNanos(), runtime.totalMemory() - runtime.freeMemory(), runtime.maxMemory());
    }

    @Override
    public boolean isEngine() {
        return true;
    }

    @Override
    public long propertiesVersion() {
        return identity.properties().version();
    }

    /** Which controller is to be believed has to be heard anew in each ActorSystem. */
    @Override
    public Behavior<?> actor() {
        serving = null;
        return EngineActor.create(this, queue);
    }

    @Override
    public void serving(Serving now) {
        serving = now;
        onServed.run();
    }

    /** Run, from any thread, whenever the controller says that it serves. The one before is forgotten. */
    void onServed(Runnable ring) {
        onServed = ring;
    }

    /** Whether this is said by the controller that serves this node, which it has proven. */
    boolean believes(Secret pass) {
        Serving now = serving;
        return now != null && now.pass().equals(pass);
    }

    /** Lets callers in; it gets about by way of the controller. */
    Secret ticket() {
        return ticket;
    }

    /** The ticket of before lets nobody in any more. */
    void changeTicket() {
        ticket = Secret.random();
    }

    @Override
    public ValueClient values() {
        return values;
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

    /** The controller has this ledger: attempts of another one mean nothing to it. */
    boolean admits(String ledgerId, long epoch) {
        if (fence.isOther(ledgerId)) {
            LOG.warn("the controller has a different ledger now: dropping tasks and reports of the old ledger");
            interrupt(queue.dropAll());
        }
        return fence.admits(ledgerId, epoch);
    }

    /** The small id it had, or else the one it wishes for; -1 for any. */
    int claimedId() {
        return identity.id() >= 0 ? identity.id() : preferredId;
    }

    void registered(int id) {
        if (identity.id() < 0 && preferredId >= 0 && id != preferredId) {
            LOG.warn("another engine has the requested id {}", preferredId);
        }
        if (id != identity.id()) {
            identity.id(id);
            LOG.info("registered as engine {}", id);
        }
        callbacks.registered(id);
    }

    /** Asks what runs to end; null for nothing. */
    void interrupt(@Nullable Assignment running) {
        if (running != null) {
            runner.interrupt(running);
        }
    }

    /** Ends the engine because a client wants that. */
    void kill() {
        callbacks.end(ExitCode.KILLED.number(), "a client has ended it");
    }

    /** Whether it takes tasks, and ends. */
    Draining draining() {
        return draining;
    }

    /** Hands on what the running direct call has printed. */
    void tellPrinted() {
        calls.tellPrinted();
    }

    DirectSessions sessions() {
        return sessions;
    }

    DirectValues directValues() {
        return directValues;
    }

    CodeQuestions codeQuestions() {
        return codeQuestions;
    }

    AttemptLook attemptLook() {
        return attemptLook;
    }

    EngineIdentity identity() {
        return identity;
    }

    List<String> languages() {
        return List.of(language);
    }

    private void ready(Membership node, @Nullable Failure failure) {
        synchronized (this) {
            if (closed) { // which may be why the prelude has failed
                return;
            }
            if (failure == null) {
                home = node;
                node.add(this);
                trial.begin(this::after, task -> daemon(task, "stoker-trial").start());
                return;
            }
        }
        callbacks.end(
                ExitCode.PRELUDE_FAILED.number(),
                "the prelude (stoker.prelude) has failed, and the engine does not register: " + failure.text());
    }

    /** Whether it runs an attempt or a direct call now. */
    public boolean isBusy() {
        return runner.isBusy();
    }

    /**
     * Whether all that it ran has ended after it was closed; waits for that as long as an interrupted attempt may take
     * to end ({@code stoker.engine.interrupt-grace}).
     */
    public boolean hasEnded() {
        try {
            taskThread.join(Math.max(1, interruptGrace.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !taskThread.isAlive();
    }

    /** Leaves the cluster, and ends the task thread, whatever it is doing. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            if (home != null) {
                home.remove(this);
            }
        }
        sessions.close();
        runner.close();
        taskThread.interrupt();
        interrupt(queue.dropAll());
        timer.shutdownNow();
    }
}
