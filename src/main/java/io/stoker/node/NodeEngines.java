package io.stoker.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import io.stoker.engine.EngineCallbacks;
import io.stoker.engine.EngineProcess;
import io.stoker.engine.UserProcesses;
import io.stoker.task.EngineProperties;
import io.stoker.wire.EngineName;
import io.stoker.wire.ExitCode;
import io.stoker.wire.InstanceKey;
import io.stoker.wire.Membership;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The engines of this JVM: one that has it for itself, or several that share it. What one of them cannot go on with
 * ends all of them; only a client can end one alone.
 */
final class NodeEngines implements AutoCloseable {
    private static final String PREFERRED_ID = "stoker.engine.preferred-id";

    private final Owner owner;
    private final int count;
    private final List<EngineProcess> engines = new ArrayList<>();
    private final Set<String> ended = new HashSet<>();

    /** Whoever has started the engines, and hears of them. */
    interface Owner {
        /** Whether the JVM is there for the engines, and can be ended for their sake. */
        boolean ownsJvm();

        /** The processes that user code has started in this JVM. */
        UserProcesses processes();

        /** The controller has given the engine this small id, for the first time or again; called by an actor. */
        void registered(String instance, int id);

        /** A client has ended this engine; the others go on. */
        void ended(String instance);

        /**
         * The engines cannot go on.
         *
         * @param code one of {@link ExitCode}
         * @param reason for people
         */
        void end(int code, String reason);
    }

    private NodeEngines(Owner owner, int count) {
        this.owner = owner;
        this.count = count;
    }

    /**
     * Starts engines, which get ready to run tasks.
     *
     * @param key to the instance, which is this start of the JVM
     * @param properties what is known of each, as host and pid
     */
    static NodeEngines start(Config config, InstanceKey key, int count, EngineProperties properties, Owner owner) {
        NodeEngines all = new NodeEngines(owner, count);
        int preferred = config.getInt(PREFERRED_ID);
        for (int number = 0; number < count; number++) {
            Config its = preferred < 0
                    ? config
                    : config.withValue(PREFERRED_ID, ConfigValueFactory.fromAnyRef(preferred + number));
            all.start(its, key, number, properties);
        }
        return all;
    }

    private void start(Config config, InstanceKey key, int number, EngineProperties properties) {
        String instance = EngineName.of(key.instance(), number);
        CompletableFuture<EngineProcess> itself = new CompletableFuture<>();
        EngineProcess engine = EngineProcess.start(config, key, number, properties, new Callbacks(instance, itself));
        engines.add(engine);
        itself.complete(engine);
    }

    /** Each takes part in the cluster from the moment on when it can run tasks. */
    void join(Membership node) {
        engines.forEach(engine -> engine.join(node));
    }

    List<EngineProcess> all() {
        return List.copyOf(engines);
    }

    private boolean isAlone() {
        return count == 1 && owner.ownsJvm();
    }

    /** Ends one of several, or the JVM if it is the last. That several clients want it changes nothing. */
    void kill(EngineProcess engine, String reason) {
        synchronized (this) {
            if (!ended.add(engine.instance())) {
                return;
            }
            if (ended.size() == count && owner.ownsJvm()) {
                owner.end(ExitCode.KILLED.number(), reason);
                return;
            }
        }
        owner.ended(engine.instance());
        engine.close();
        if (owner.ownsJvm() && !engine.hasEnded()) {
            owner.end(
                    ExitCode.WOULD_NOT_END.number(),
                    "engine " + engine.instance() + ": " + reason
                            + ", and what it ran did not end when it was interrupted");
        }
    }

    @Override
    public void close() {
        engines.forEach(EngineProcess::close);
    }

    private final class Callbacks implements EngineCallbacks {
        private final String instance;
        private final CompletableFuture<EngineProcess> itself;

        Callbacks(String instance, CompletableFuture<EngineProcess> itself) {
            this.instance = instance;
            this.itself = itself;
        }

        @Override
        public boolean isAlone() {
            return NodeEngines.this.isAlone();
        }

        @Override
        public UserProcesses processes() {
            return isAlone() ? owner.processes() : UserProcesses.none();
        }

        @Override
        public boolean doNeighboursRun() {
            return owner.ownsJvm()
                    && engines.stream().anyMatch(engine -> !engine.instance().equals(instance) && engine.isBusy());
        }

        @Override
        public void registered(int id) {
            owner.registered(instance, id);
        }

        @Override
        public void end(int code, String reason) {
            if (code == ExitCode.KILLED.number()) {
                // Not on the actor's thread that says so, which closing waits for.
                var unused = itself.thenAccept(engine -> new Thread(() -> kill(engine, reason), "stoker-end").start());
            } else {
                owner.end(code, reason);
            }
        }
    }
}
