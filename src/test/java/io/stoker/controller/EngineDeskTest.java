package io.stoker.controller;

import static io.stoker.LoneCluster.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import io.stoker.LoneCluster;
import io.stoker.store.LedgerStore;
import io.stoker.store.MemoryStore;
import io.stoker.task.EngineProperties;
import io.stoker.wire.Load;
import io.stoker.wire.ToController;
import io.stoker.wire.ToDirect;
import io.stoker.wire.ToEngine;
import io.stoker.wire.WireConfig;
import io.stoker.wire.WireMessage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EngineDeskTest {
    private final MemoryStore store = new MemoryStore();
    private volatile boolean memberIsKnown;
    private ActorTestKit kit;
    private TestProbe<ToEngine> engine;
    private ActorRef<Object> controller;

    /** To be done by the controller. */
    private record Step(Consumer<EngineDesk> what) {}

    @BeforeEach
    void start() {
        kit = LoneCluster.start("controller", Map.of());
        engine = kit.createTestProbe(ToEngine.class);
        controller = kit.spawn(controller());
    }

    private Behavior<Object> controller() {
        ControllerSettings settings = ControllerSettings.from(WireConfig.load(Map.of()));
        LedgerStore.Opened opened = store.open("test").toCompletableFuture().join();
        Cluster cluster = Cluster.get(kit.system());
        Members members =
                new Members(cluster, () -> memberIsKnown ? cluster.state().getMembers() : Set.of());
        return Behaviors.setup(context -> {
            Books books = new Books(settings, store, opened);
            EngineDesk desk = new EngineDesk(context, settings, books, members, ControllerListener.NONE);
            return Behaviors.receive(Object.class)
                    .onMessage(Step.class, step -> {
                        step.what().accept(desk);
                        books.release(desk.roster(), new Watchers());
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
        store.close();
    }

    private void tell(Consumer<EngineDesk> what) {
        controller.tell(new Step(what));
    }

    private ToController.Hello answer(ToEngine.Greeting greeting) {
        ActorRef<ToDirect> direct = kit.<ToDirect>createTestProbe().ref();
        return new ToController.Hello(
                WireMessage.VERSION,
                greeting.at(),
                "instance",
                -1,
                List.of("groovy"),
                EngineProperties.NONE,
                1,
                Load.NONE,
                engine.ref(),
                direct);
    }

    private ToEngine.Greeting greeting() {
        return engine.expectMessageClass(ToEngine.Greeting.class, LONG);
    }

    @Test
    void anEngineThatAnswersBeforeItsNodeIsKnownAsAMemberIsGreetedUntilItIs() {
        tell(desk -> desk.listed(Set.of(engine.ref())));
        ToController.Hello early = answer(greeting());
        tell(desk -> desk.hello(early));
        tell(EngineDesk::look);
        ToEngine.Greeting again = greeting();

        memberIsKnown = true;
        tell(desk -> desk.hello(answer(again)));

        assertThat(engine.expectMessageClass(ToEngine.Welcome.class, LONG).engineId())
                .isZero();
    }
}
