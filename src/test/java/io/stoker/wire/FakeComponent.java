package io.stoker.wire;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import io.stoker.wire.values.ValueClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Lives in a JVM, and remembers the comings and goings of its actors. */
final class FakeComponent implements NodeComponent {
    final List<String> events = new CopyOnWriteArrayList<>();
    final List<Serving> servings = new CopyOnWriteArrayList<>();
    volatile ActorRef<Object> actor;
    private final ValueClient values = new ValueClient();
    private final Runnable onStop;
    private final String name;

    /** Runs {@code onStop} when an actor is to end, on the actor's thread. */
    FakeComponent(Runnable onStop) {
        this("fake", onStop);
    }

    FakeComponent(String name, Runnable onStop) {
        this.name = name;
        this.onStop = onStop;
    }

    @Override
    public String instance() {
        return name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Behavior<?> actor() {
        return Behaviors.<Object>setup(context -> {
            String address =
                    Cluster.get(context.getSystem()).selfMember().address().toString();
            events.add("starts at " + address);
            actor = context.getSelf();
            return Behaviors.receive(Object.class)
                    .onMessageEquals("end", Behaviors::stopped)
                    .onSignal(PostStop.class, stop -> {
                        onStop.run();
                        events.add("ends at " + address);
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    @Override
    public ValueClient values() {
        return values;
    }

    @Override
    public void serving(Serving serving) {
        servings.add(serving);
    }

    @Override
    public void otherVersion(int version) {
        throw new AssertionError("version " + version);
    }
}
