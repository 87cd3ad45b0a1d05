package io.stoker.controller;

import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.typed.Cluster;
import io.stoker.LoneCluster;
import io.stoker.wire.Claim;
import io.stoker.wire.Secret;
import io.stoker.wire.TestSecrets;
import io.stoker.wire.ToController;
import io.stoker.wire.ToMember;
import io.stoker.wire.WireMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a controller's actor has told the node of a test. */
final class Passes {
    private static final Map<ActorRef<Object>, Secret> KNOWN = new ConcurrentHashMap<>();

    private Passes() {}

    /** The pass of the kit's node; waits until the controller serves. */
    static Secret of(ActorTestKit kit, ActorRef<Object> controller) {
        return KNOWN.computeIfAbsent(controller, c -> ask(kit, c));
    }

    private static Secret ask(ActorTestKit kit, ActorRef<Object> controller) {
        TestProbe<ToMember> member = kit.createTestProbe(ToMember.class);
        Secret[] pass = new Secret[1];
        await().atMost(LoneCluster.LONG).untilAsserted(() -> {
            controller.tell(heartbeat(kit, TestSecrets.claim(), List.of(), member.ref()));
            pass[0] = member.expectMessageClass(ToMember.HeartbeatAck.class, Duration.ofSeconds(1))
                    .pass();
        });
        member.stop();
        return pass[0];
    }

    /** The claim of the kit's node, which has its pass. */
    static Claim claim(ActorTestKit kit, ActorRef<Object> controller) {
        return new Claim(TestSecrets.CHALLENGE, of(kit, controller), null);
    }

    /** A heartbeat of the kit's node. */
    static ToController.Heartbeat heartbeat(
            ActorTestKit kit, Claim claim, List<ToController.Statement> statements, ActorRef<ToMember> replyTo) {
        return new ToController.Heartbeat(
                WireMessage.VERSION,
                LoneCluster.address(kit),
                Cluster.get(kit.system()).selfMember().uniqueAddress().longUid(),
                0,
                claim,
                statements,
                List.of(),
                replyTo);
    }
}
