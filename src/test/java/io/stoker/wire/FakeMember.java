package io.stoker.wire;

import akka.actor.Address;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.stoker.task.AttemptId;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A JVM that is present with one component, and remembers what it was told. */
final class FakeMember implements HeartbeatSender.Node, NodeComponent {
    static final HeldAttempts LOAD = new HeldAttempts(List.of(new AttemptId(1, 1)), List.of(), List.of(), false);

    final Fence fence = new Fence();
    final Queue<Serving> servings = new ConcurrentLinkedQueue<>();
    final Queue<String> replacements = new ConcurrentLinkedQueue<>();
    final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    final Queue<String> reasons = new ConcurrentLinkedQueue<>();
    final Queue<Integer> versions = new ConcurrentLinkedQueue<>();
    final Queue<ToController.Ended> ended = new ConcurrentLinkedQueue<>();
    private final String instance;
    private volatile HeldAttempts held = LOAD;
    private volatile Runnable onReplace = () -> {};

    FakeMember(String instance) {
        this.instance = instance;
    }

    void onReplace(Runnable then) {
        onReplace = then;
    }

    void hold(HeldAttempts attempts) {
        held = attempts;
    }

    @Override
    public String instance() {
        return instance;
    }

    @Override
    public String name() {
        return instance;
    }

    @Override
    public Behavior<?> actor() {
        return Behaviors.empty();
    }

    @Override
    public HeldAttempts held() {
        return held;
    }

    @Override
    public long propertiesVersion() {
        return 3;
    }

    @Override
    public List<ToController.Ended> ended() {
        return List.copyOf(ended);
    }

    @Override
    public Fence fence() {
        return fence;
    }

    @Override
    public void controllers(Set<Address> addresses) {
        // Only a node that has to join again asks for them.
    }

    @Override
    public void served(Address controller) {
        // As above.
    }

    @Override
    public void serving(Serving serving) {
        servings.add(serving);
    }

    @Override
    public void replace(String reason) {
        replacements.add(reason);
        onReplace.run();
    }

    @Override
    public void waiting(String reason) {
        reasons.add(reason);
    }

    @Override
    public void refused(String reason) {
        refusals.add(reason);
    }

    @Override
    public void otherVersion(int version) {
        versions.add(version);
    }
}
