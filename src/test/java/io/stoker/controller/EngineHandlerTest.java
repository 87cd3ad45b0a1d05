package io.stoker.controller;

import static io.stoker.LoneCluster.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.Cancellable;
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
import io.stoker.wire.Alarm;
import io.stoker.wire.HeldAttempts;
import io.stoker.wire.Proofs;
import io.stoker.wire.Secret;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToController;
import io.stoker.wire.ToDirect;
import io.stoker.wire.ToEngine;
import io.stoker.wire.ToMember;
import io.stoker.wire.UnprovenException;
import io.stoker.wire.WireConfig;
import io.stoker.wire.WireMessage;
import io.stoker.wire.channel.Frame;
import io.stoker.wire.channel.Links;
import io.stoker.wire.link.Guests;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EngineHandlerTest {
    private static final Duration TICK = Duration.ofMillis(100);

    private final MemoryStore store = new MemoryStore();
    private final HeardEngines heard = new HeardEngines();
    private final ProvenNodes proven = new ProvenNodes(Proofs.NONE, () -> "", Guests.NONE);
    private final List<Integer> audited = new CopyOnWriteArrayList<>();
    private final Audit audit = new Audit() {
        @Override
        public void registered(Who who, String instance, int engine) {
            audited.add(engine);
        }
    };
    private volatile boolean memberIsKnown;
    private ActorTestKit kit;
    private TestProbe<Object> engine;
    private ActorRef<Object> controller;

    /** To be done by the controller. */
    private record Step(Consumer<EngineHandler> what) {}

    @BeforeEach
    void start() {
        kit = LoneCluster.start("controller", Map.of());
        engine = kit.createTestProbe();
        controller = kit.spawn(controller());
    }

    private Behavior<Object> controller() {
        ControllerSettings settings = ControllerSettings.from(WireConfig.load(Map.of()));
        LedgerStore.Opened opened = store.open("test").toCompletableFuture().join();
        Cluster cluster = Cluster.get(kit.system());
        Members members =
                new Members(cluster, () -> memberIsKnown ? cluster.state().getMembers() : Set.of());
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            CommitPipeline pipeline = new CommitPipeline(settings, store, opened);
            Channels channels = new Channels(new Alarm(context.getSelf(), timers), context.getLog(), Links.AKKA);
            EngineHandler handler = new EngineHandler(
                    context,
                    settings,
                    pipeline,
                    members,
                    proven,
                    new Admission(proven, members, audit, context.getLog()),
                    audit,
                    channels,
                    ControllerListener.NONE,
                    heard);
            return Behaviors.receive(Object.class)
                    .onMessage(Step.class, step -> {
                        step.what().accept(handler);
                        settle(pipeline, handler);
                        channels.flush();
                        return Behaviors.same();
                    })
                    .build();
        }));
    }

    private static void settle(CommitPipeline pipeline, EngineHandler handler) {
        for (var commit = pipeline.commit(); commit != null; commit = pipeline.commit()) {
            commit.toCompletableFuture().join();
            pipeline.release(handler.roster(), new Watchers());
        }
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
        store.close();
    }

    private void tell(Consumer<EngineHandler> what) {
        controller.tell(new Step(what));
    }

    private ToController.Register answer(ToEngine.Identify identify) {
        return answer(identify, false);
    }

    private ToController.Register answer(ToEngine.Identify identify, boolean draining) {
        ActorRef<ToDirect> direct = kit.<ToDirect>createTestProbe().ref();
        return new ToController.Register(
                WireMessage.VERSION,
                identify.at(),
                identify.session(),
                TestSecrets.instance("instance"),
                -1,
                List.of("groovy"),
                EngineProperties.NONE,
                1,
                draining,
                HeldAttempts.NONE,
                engine.ref().narrow(),
                direct,
                TestSecrets.PASS,
                TestSecrets.key("instance"),
                identify.pass());
    }

    private ToEngine.Identify identify() {
        return engine.expectMessageClass(ToEngine.Identify.class, LONG);
    }

    private ToController.Heartbeat heartbeat(ActorRef<ToMember> replyTo) {
        return Passes.heartbeat(
                kit,
                TestSecrets.claim(),
                List.of(new ToController.Statement(
                        TestSecrets.instance("instance"),
                        HeldAttempts.NONE,
                        1,
                        engine.ref().narrow(),
                        null,
                        null)),
                replyTo);
    }

    private Cancellable looking() {
        return kit.system()
                .scheduler()
                .scheduleWithFixedDelay(
                        Duration.ZERO,
                        TICK,
                        () -> tell(EngineHandler::look),
                        kit.system().executionContext());
    }

    private void assertIsRegisteredBy(ToEngine.Identify identify) {
        tell(handler -> handler.register(answer(identify)));
        Frame<?> frame = engine.expectMessageClass(Frame.class, LONG);
        assertThat(frame.session()).isEqualTo(identify.session());
        assertThat(frame.items()).singleElement().isInstanceOf(ToEngine.Registered.class);
    }

    @Test
    void anEngineWhoseHeartbeatComesIsGreetedUntilItAnswersAsAMember() {
        TestProbe<ToMember> member = kit.createTestProbe(ToMember.class);
        tell(handler -> handler.heartbeat(heartbeat(member.ref())));
        member.expectMessageClass(ToMember.Rejoin.class, LONG);

        memberIsKnown = true;
        tell(handler -> handler.heartbeat(heartbeat(member.ref())));
        member.expectMessageClass(ToMember.HeartbeatAck.class, LONG);
        ToController.Register whileItIsNone = answer(identify());
        memberIsKnown = false;
        tell(handler -> handler.register(whileItIsNone));
        Cancellable looking = looking();
        ToEngine.Identify again = identify();
        looking.cancel();

        memberIsKnown = true;
        assertIsRegisteredBy(again);
    }

    @Test
    void whoBeginsToServeGreetsTheEnginesThatWereHeardBeforeAndAreMembersStill() throws UnprovenException {
        TestProbe<ToMember> member = kit.createTestProbe(ToMember.class);
        ToController.Heartbeat heartbeat = heartbeat(member.ref());
        ProvenNode node = proven.claim(heartbeat, LoneCluster.address(kit), (address, uid) -> true);
        heard.add(heartbeat.statements().get(0), node.pass());
        tell(EngineHandler::greetHeard);
        memberIsKnown = true;
        tell(EngineHandler::greetHeard);
        assertThat(member.expectMessageClass(ToMember.HeartbeatAck.class, LONG).pass())
                .isEqualTo(node.pass());
        assertIsRegisteredBy(identify());
    }

    private int registered() {
        CompletableFuture<Integer> count = new CompletableFuture<>();
        tell(handler -> count.complete(handler.roster().engines().size()));
        return count.join();
    }

    private ToController.Leave leave(Secret pass, long otherUid) {
        return new ToController.Leave(
                LoneCluster.address(kit),
                Cluster.get(kit.system()).selfMember().uniqueAddress().longUid() + otherUid,
                pass,
                kit.<ToMember>createTestProbe().ref());
    }

    @Test
    void anEngineWhoseNodeSaysThatItEndsIsGoneAtOnce() {
        memberIsKnown = true;
        tell(handler ->
                handler.heartbeat(heartbeat(kit.<ToMember>createTestProbe().ref())));
        ToEngine.Identify identify = identify();
        assertIsRegisteredBy(identify);
        tell(handler -> handler.leaves(leave(identify.pass(), 1)));
        tell(handler -> handler.leaves(leave(Secret.random(), 0)));
        assertThat(registered()).isEqualTo(1);
        tell(handler -> handler.leaves(leave(identify.pass(), 0)));
        assertThat(registered()).isZero();
    }

    private boolean drains() {
        CompletableFuture<Boolean> drains = new CompletableFuture<>();
        tell(handler -> drains.complete(
                handler.roster().engines().iterator().next().info(0).draining()));
        return drains.join();
    }

    @Test
    void thatAnEngineDrainsIsKnownFromItsRegistrationAndFromWhatItSaysLater() {
        memberIsKnown = true;
        tell(handler ->
                handler.heartbeat(heartbeat(kit.<ToMember>createTestProbe().ref())));
        ToController.Register answer = answer(identify(), true);
        tell(handler -> handler.register(answer));
        assertThat(drains()).isTrue();
        String instance = TestSecrets.instance("instance");
        tell(handler -> handler.properties(instance, new ToController.Properties(2, EngineProperties.NONE, false)));
        assertThat(drains()).isFalse();
        tell(handler -> handler.properties(instance, new ToController.Properties(1, EngineProperties.NONE, true)));
        assertThat(drains()).as("what was said before counts no more").isFalse();
    }

    @Test
    void anEngineWhoseAnswerComesTwiceIsAuditedOnce() {
        memberIsKnown = true;
        tell(handler ->
                handler.heartbeat(heartbeat(kit.<ToMember>createTestProbe().ref())));
        ToController.Register answer = answer(identify());
        tell(handler -> handler.register(answer));
        tell(handler -> handler.register(answer));
        assertThat(registered()).isEqualTo(1);
        assertThat(audited).containsExactly(0);
    }

    @Test
    void theGreetingOfWhoIsNoMemberAnyMoreIsForgotten() {
        memberIsKnown = true;
        tell(handler ->
                handler.heartbeat(heartbeat(kit.<ToMember>createTestProbe().ref())));
        ToController.Register answer = answer(identify());
        tell(handler -> handler.removed(Cluster.get(kit.system()).selfMember()));
        tell(handler -> handler.register(answer));
        assertThat(registered()).isZero();
    }
}
