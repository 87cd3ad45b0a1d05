package io.stoker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.Address;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import io.stoker.LoneCluster;
import io.stoker.trust.TestKeys;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MembershipIT {
    private final Set<Thread> before = threads();
    private ActorTestKit kit;
    private FakeController controller;

    @BeforeEach
    void start() {
        kit = LoneCluster.start("controller", Map.of());
        controller = new FakeController(kit);
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    /** All systems are called the same, so that the controller's has to end as well before nothing is left. */
    private void assertNothingIsLeft() {
        kit.shutdownTestKit();
        await().atMost(LoneCluster.LONG).untilAsserted(() -> {
            Set<Thread> left = threads();
            left.removeAll(before);
            assertThat(left).isEmpty();
        });
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("stoker-"))
                .collect(Collectors.toSet());
    }

    private Membership join(FakeComponent component) {
        return join(component, "1s");
    }

    private Membership join(FakeComponent component, String closeTimeout) {
        return join(component, "50ms", closeTimeout);
    }

    private Membership join(FakeComponent component, String heartbeatInterval, String closeTimeout) {
        Map<String, Object> settings = Map.of(
                "stoker.membership.heartbeat-interval", heartbeatInterval,
                "stoker.membership.close-timeout", closeTimeout);
        Config node = WireConfig.node(WireConfig.load(settings), "engine", "127.0.0.1", 0, TestKeys.engine());
        return Membership.start(node, List.of(LoneCluster.address(kit)), component);
    }

    private void rejoinOnce() {
        controller.answer(heartbeat -> {
            controller.answer(again -> again.uid() == heartbeat.uid() ? null : controller.keep(again, 1));
            return new ToMember.Rejoin(1, "ledger", heartbeat.claim().challenge());
        });
    }

    @Test
    void aMemberThatIsKeptHearsWhoServesAndStaysAsItIs() {
        controller.answer(heartbeat -> controller.keep(heartbeat, 3));
        FakeComponent component = new FakeComponent(() -> {});
        try (Membership membership = join(component)) {
            await().atMost(LoneCluster.LONG).until(() -> component.servings.size() >= 3);
            Serving serving = component.servings.get(0);
            assertThat(serving.epoch()).isEqualTo(3);
            assertThat(serving.controller().path().name()).isEqualTo(HeartbeatSender.CONTROLLER_NAME);
            assertThat(component.events).hasSize(1);
            assertThat(membership.system().name()).isEqualTo(WireConfig.SYSTEM_NAME);
        }
        assertThat(component.events).hasSize(2);
        assertNothingIsLeft();
    }

    @Test
    void aMemberThatIsToRejoinGetsANewSystemWhenItsOldOneHasEnded() {
        rejoinOnce();
        FakeComponent component = new FakeComponent(() -> {});
        Membership membership = join(component);
        var old = membership.system();
        await().atMost(LoneCluster.LONG).until(() -> !component.servings.isEmpty());
        assertThat(old.whenTerminated().isCompleted()).isTrue();
        assertThat(membership.system()).isNotSameAs(old);
        assertThat(component.events).hasSize(3);
        String first = component.events.get(0).replace("starts", "ends");
        assertThat(component.events.get(1)).isEqualTo(first);
        assertThat(component.events.get(2))
                .startsWith("starts at")
                .doesNotEndWith(first.substring("ends at ".length()));
        membership.close();
        assertNothingIsLeft();
    }

    /** As after the first one has died, who had not told the other yet that this node is a member. */
    @Test
    void whoWasServedAndIsSentAwayByAControllerThatHasProvenNothingIsReplacedAsIfNobodyAnswered() {
        controller.answer(heartbeat -> controller.keep(heartbeat, 1));
        ActorTestKit stranger = LoneCluster.join("controller", kit);
        FakeController other = new FakeController(stranger);
        other.answer(
                heartbeat -> new ToMember.Rejoin(2, "ledger", heartbeat.claim().challenge()));
        FakeComponent component = new FakeComponent(() -> {});
        Membership membership = join(component);
        await().atMost(LoneCluster.LONG)
                .until(() -> !component.servings.isEmpty()
                        && !other.heard(component.instance()).isEmpty());
        assertThat(component.events).hasSize(1);
        controller.answer(heartbeat -> null);
        await().atMost(LoneCluster.LONG).until(() -> component.events.size() == 3);
        membership.close();
        stranger.shutdownTestKit();
        assertNothingIsLeft();
    }

    @Test
    void aNewSystemJoinsThroughAControllerThatCameAfterTheLastHeartbeatOfTheOldOne() {
        controller.answer(heartbeat -> controller.keep(heartbeat, 1));
        FakeComponent component = new FakeComponent(() -> {});
        Membership membership = join(component, "60s", "1s");
        await().atMost(LoneCluster.LONG).until(() -> !component.servings.isEmpty());
        ActorTestKit late = LoneCluster.join("controller", kit);
        FakeController other = new FakeController(late);
        other.answer(heartbeat -> other.keep(heartbeat, 2));
        await().atMost(LoneCluster.LONG).until(() -> sees(membership, late));
        kit.shutdownTestKit();
        membership.system().terminate();
        await().atMost(LoneCluster.LONG).until(() -> component.servings.stream().anyMatch(it -> it.epoch() == 2));
        membership.close();
        late.shutdownTestKit();
        assertNothingIsLeft();
    }

    private static boolean sees(Membership node, ActorTestKit other) {
        Address address = Cluster.get(other.system()).selfMember().address();
        return StreamSupport.stream(
                        Cluster.get(node.system()).state().getMembers().spliterator(), false)
                .anyMatch(member ->
                        member.address().equals(address) && member.status().equals(MemberStatus.up()));
    }

    @Test
    void aSystemThatEndsByItselfIsReplaced() {
        controller.answer(heartbeat -> controller.keep(heartbeat, 1));
        FakeComponent component = new FakeComponent(() -> {});
        try (Membership membership = join(component)) {
            await().atMost(LoneCluster.LONG).until(() -> !component.servings.isEmpty());
            membership.system().terminate();
            await().atMost(LoneCluster.LONG).until(() -> component.events.size() == 3);
        }
        assertNothingIsLeft();
    }

    @Test
    void whoeverComesToANodeLaterIsThereInItsNextSystemAsWellUntilItGoes() {
        controller.answer(heartbeat -> controller.keep(heartbeat, 1));
        FakeComponent first = new FakeComponent(() -> {});
        FakeComponent late = new FakeComponent("late", () -> {});
        try (Membership membership = join(first)) {
            membership.add(late);
            await().atMost(LoneCluster.LONG).until(() -> !late.servings.isEmpty());
            membership.system().terminate();
            await().atMost(LoneCluster.LONG).until(() -> late.events.size() == 3 && first.events.size() == 3);
            membership.remove(late);
            await().atMost(LoneCluster.LONG).until(() -> late.events.size() == 4);
            assertThat(controller.heard("late")).isNotEmpty();
            assertThat(first.events).hasSize(3);
        }
        assertNothingIsLeft();
    }

    @Test
    void aNodeOnWhichAComponentsActorHasEndedByItselfIsReplaced() {
        controller.answer(heartbeat -> controller.keep(heartbeat, 1));
        FakeComponent component = new FakeComponent(() -> {});
        try (Membership membership = join(component)) {
            await().atMost(LoneCluster.LONG).until(() -> !component.servings.isEmpty());
            var old = membership.system();
            component.actor.tell("end");
            await().atMost(LoneCluster.LONG).until(() -> component.events.size() == 3);
            await().atMost(LoneCluster.LONG).until(() -> membership.system() != old);
        }
        assertNothingIsLeft();
    }

    @Test
    void whoClosesTellsTheControllerAndEndsWhenItHasAnswered() {
        controller.answer(heartbeat -> controller.keep(heartbeat, 1));
        FakeComponent component = new FakeComponent(() -> {});
        try (Membership membership = join(component, "10m")) {
            await().atMost(LoneCluster.LONG).until(() -> !component.servings.isEmpty());
        }
        assertThat(component.events).last().isEqualTo("ends at " + controller.left.remove());
        assertThat(controller.left).isEmpty();
    }

    @Test
    void whoClosesBeforeItHasJoinedWaitsForNobody() {
        Map<String, Object> settings = Map.of("stoker.membership.close-timeout", "10m");
        Membership.start(
                        WireConfig.node(WireConfig.load(settings), "engine", "127.0.0.1", 0, TestKeys.engine()),
                        List.of("akka://stoker@127.0.0.1:1"),
                        new FakeComponent(() -> {}))
                .close();
        assertNothingIsLeft();
    }

    @Test
    void closingTwiceDoesNothing() {
        FakeComponent component = new FakeComponent(() -> {});
        Membership membership = join(component);
        membership.close();
        membership.close();
        assertNothingIsLeft();
    }

    @Test
    void closingWhileASystemIsBeingReplacedLeavesNoneBehind() throws InterruptedException {
        rejoinOnce();
        CountDownLatch replacing = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        FakeComponent component = new FakeComponent(() -> {
            replacing.countDown();
            awaitQuietly(closing);
        });
        Membership membership = join(component);
        replacing.await();
        Thread closer = new Thread(membership::close);
        closer.start();
        await().atMost(LoneCluster.LONG).until(() -> closer.getState() == Thread.State.TIMED_WAITING);
        closing.countDown();
        closer.join();
        assertThat(membership.system().whenTerminated().isCompleted()).isTrue();
        assertThat(component.events).hasSize(2);
        assertNothingIsLeft();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
