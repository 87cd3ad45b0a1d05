package io.stoker.node;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import io.stoker.controller.Audit;
import io.stoker.controller.Controller;
import io.stoker.controller.ControllerListener;
import io.stoker.controller.ControllerMetrics;
import io.stoker.controller.ControllerSettings;
import io.stoker.controller.FailureHistory;
import io.stoker.controller.Surroundings;
import io.stoker.store.LedgerStore;
import io.stoker.wire.HeartbeatSender;
import io.stoker.wire.NodeComponent;
import io.stoker.wire.NodeProofs;
import io.stoker.wire.NodeTls;
import io.stoker.wire.Serving;
import io.stoker.wire.ToController;
import io.stoker.wire.link.SocketLinks;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The controller, as one who lives on a cluster node. */
final class ControllerComponent implements NodeComponent {
    private final String instance = UUID.randomUUID().toString();
    private final ControllerSettings settings;
    private final FailureHistory history = new FailureHistory();
    private final LedgerStore store;
    private final ControllerListener listener;
    private final Audit audit;
    private final ControllerMetrics metrics;
    private final Supplier<String> http;
    private final Consumer<ActorSystem<?>> onSystem;
    private volatile @Nullable ActorRef<Object> actor;
    private volatile @Nullable Serving serving;
    private volatile String address = "";

    /**
     * One for the life of a node.
     *
     * @param http where the HTTP interface beside it is; empty while there is none
     * @param onSystem hears of each ActorSystem in which the controller gets an actor; called by that actor
     */
    ControllerComponent(
            Config config,
            LedgerStore store,
            ControllerListener listener,
            Audit audit,
            ControllerMetrics metrics,
            Supplier<String> http,
            Consumer<ActorSystem<?>> onSystem) {
        this.settings = ControllerSettings.from(config);
        this.store = store;
        this.listener = listener;
        this.audit = audit;
        this.metrics = metrics;
        this.http = http;
        this.onSystem = onSystem;
    }

    @Override
    public String instance() {
        return instance;
    }

    @Override
    public String name() {
        return HeartbeatSender.CONTROLLER_NAME;
    }

    @Override
    public Behavior<?> actor() {
        return Behaviors.<Object>setup(context -> {
            actor = context.getSelf();
            serving = null;
            address = Cluster.get(context.getSystem()).selfMember().address().toString();
            NodeTls.of(context.getSystem())
                    .onRefused((host, identity, what, reason) ->
                            audit.refused(new Audit.Who(host, identity), what, reason));
            onSystem.accept(context.getSystem());
            Surroundings around = new Surroundings(
                    history,
                    NodeProofs.of(context.getSystem()),
                    audit,
                    metrics,
                    http,
                    SocketLinks.of(context.getSystem()).listen());
            return Controller.create(settings, store, listener, around);
        });
    }

    /** The launcher says that the process of engines has ended. */
    void nodeExited(String node, int code) {
        ActorRef<Object> current = actor;
        if (current != null) {
            current.tell(new Controller.EnginesExited(node, code));
        }
        Serving other = serving;
        if (other != null && !other.controller().path().address().hasLocalScope()) {
            other.controller().tell(new ToController.NodeExited(node, code, address, other.pass()));
        }
    }

    /** This one, or another for which it stands by. */
    @Override
    public void serving(Serving now) {
        serving = now;
    }

    @Override
    public void otherVersion(int version) {
        LoggerFactory.getLogger(ControllerComponent.class)
                .error(
                        "the serving controller speaks version {} of the protocol, which this controller does not: use the same Stoker for both",
                        version);
    }
}
