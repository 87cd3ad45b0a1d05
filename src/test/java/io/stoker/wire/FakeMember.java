package io.stoker.wire;

import akka.actor.Address;
import akka.actor.typed.ActorRef;
import io.stoker.task.AttemptId;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A JVM that is present, and remembers what it was told. */
final class FakeMember implements HeartbeatSender.Incarnation {
    static final HeldAttempts LOAD = new HeldAttempts(List.of(new AttemptId(1, 1)), List.of(), List.of(), false);

    final Fence fence = new Fence();
    final Queue<Serving> servings = new ConcurrentLinkedQueue<>();
    final Queue<String> replacements = new ConcurrentLinkedQueue<>();
    final Queue<String> reasons = new ConcurrentLinkedQueue<>();
    final Queue<Integer> versions = new ConcurrentLinkedQueue<>();
    private final String instance;
    private volatile Runnable onReplace = () -> {};

    FakeMember(String instance) {
        this.instance = instance;
    }

    void onReplace(Runnable then) {
        onReplace = then;
    }

    @Override
    public String instance() {
        return instance;
    }

    @Override
    public HeldAttempts held() {
        return LOAD;
    }

    @Override
    public long propertiesVersion() {
        return 3;
    }

    @Override
    public @Nullable ActorRef<ToEngine> engine() {
        return null;
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
    public void otherVersion(int version) {
        versions.add(version);
    }
}
