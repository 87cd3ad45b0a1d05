package io.stoker.controller;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.UniqueAddress;
import akka.cluster.typed.Cluster;
import io.stoker.wire.Membership;
import io.stoker.wire.NodeComponent;
import io.stoker.wire.Secret;
import io.stoker.wire.Serving;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToController;
import io.stoker.wire.ToEngine;
import io.stoker.wire.TrustMode;
import io.stoker.wire.WireConfig;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A cluster node with a real certificate, on which a test says what it likes. */
final class ProvingNode implements NodeComponent, AutoCloseable {
    final Queue<Serving> servings = new ConcurrentLinkedQueue<>();
    final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    /** What has come to the actor that lives here. */
    final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

    private final String name;
    private final boolean isEngine;
    private final Membership membership;
    private volatile @Nullable ActorRef<ToEngine> actor;

    /**
     * Joins.
     *
     * @param role Akka's, which everybody may give himself
     * @param isEngine whether an engine is said to live here
     */
    ProvingNode(String name, String role, TrustMode mode, boolean isEngine, String controller) {
        this.name = name;
        this.isEngine = isEngine;
        Map<String, Object> settings = Map.of(
                "stoker.membership.heartbeat-interval", "100ms",
                "stoker.membership.lost-after", "60s",
                "stoker.membership.close-timeout", "0s",
                "stoker.akka.loglevel", "ERROR");
        membership = Membership.start(
                WireConfig.node(WireConfig.load(settings), role, "127.0.0.1", 0, mode), List.of(controller), this);
    }

    @Override
    public String instance() {
        return TestSecrets.instance(name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isEngine() {
        return isEngine;
    }

    @Override
    public Behavior<?> actor() {
        return Behaviors.<Object>setup(context -> {
            actor = context.getSelf().narrow();
            return Behaviors.receiveMessage(message -> {
                heard.add(message);
                return Behaviors.same();
            });
        });
    }

    @Override
    public void serving(Serving serving) {
        servings.add(serving);
    }

    @Override
    public void refused(String reason) {
        refusals.add(reason);
    }

    @Override
    public void otherVersion(int version) {
        throw new AssertionError("version " + version);
    }

    boolean isServed() {
        return !servings.isEmpty();
    }

    /** What the controller has told this node. */
    Secret pass() {
        return servings.element().pass();
    }

    void tell(ToController message) {
        servings.element().controller().tell(message);
    }

    /** The actor that lives here. */
    ActorRef<ToEngine> engine() {
        return Objects.requireNonNull(actor);
    }

    UniqueAddress self() {
        return Cluster.get(membership.system()).selfMember().uniqueAddress();
    }

    String address() {
        return self().address().toString();
    }

    Membership membership() {
        return membership;
    }

    /** Somebody who lives here. */
    <T> TestProbe<T> probe() {
        return TestProbe.create(membership.system());
    }

    @Override
    public void close() {
        membership.close();
    }
}
