package io.stoker.wire;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Behaviors;
import io.stoker.LoneCluster;
import io.stoker.wire.ToController.Heartbeat;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Hears {@code Heartbeat} where a controller does, and answers as it is told to. */
final class FakeController {
    private final Queue<Heartbeat> heard = new ConcurrentLinkedQueue<>();
    /** The addresses of the nodes that have said that they end. */
    final Queue<String> left = new ConcurrentLinkedQueue<>();

    /** By the addresses of nodes. */
    private final Map<String, Secret> challenges = new ConcurrentHashMap<>();

    private final Proofs proofs;
    private final String address;
    private final ActorRef<ToController> ref;
    private volatile Answers answers = heartbeat -> null;

    /** Called from an actor's thread; null is silence. */
    interface Answers {
        @Nullable
        ToMember to(Heartbeat heartbeat);
    }

    FakeController(ActorTestKit kit) {
        proofs = NodeProofs.of(kit.system());
        address = LoneCluster.address(kit);
        ref = kit.spawn(Behaviors.receiveMessage(this::onMessage), HeartbeatSender.CONTROLLER_NAME);
    }

    private akka.actor.typed.Behavior<ToController> onMessage(ToController message) {
        if (message instanceof ToController.Leave leave) {
            left.add(leave.address());
            leave.replyTo().tell(new ToMember.Left(challenges.getOrDefault(leave.address(), TestSecrets.CHALLENGE)));
            return Behaviors.same();
        }
        Heartbeat heartbeat = (Heartbeat) message;
        heard.add(heartbeat);
        challenges.put(heartbeat.address(), heartbeat.claim().challenge());
        ToMember answer = answers.to(heartbeat);
        if (answer != null) {
            heartbeat.replyTo().tell(answer);
        }
        return Behaviors.same();
    }

    void answer(Answers next) {
        answers = next;
    }

    ActorRef<ToController> ref() {
        return ref;
    }

    ToMember keep(Heartbeat heartbeat, long epoch) {
        return keep(heartbeat, epoch, proofs);
    }

    /** As {@link #keep(Heartbeat, long)}, proven with this certificate. */
    ToMember keep(Heartbeat heartbeat, long epoch, Proofs proven) {
        Secret challenge = heartbeat.claim().challenge();
        byte[] text = ProofText.ofController(
                proven.profile(), address, heartbeat.address(), heartbeat.uid(), challenge, TestSecrets.PASS, epoch);
        return new ToMember.HeartbeatAck(epoch, "ledger", ref, challenge, TestSecrets.PASS, proven.sign(text), "", 0);
    }

    /** What was heard of this engine or client. */
    Queue<Heartbeat> heard(String instance) {
        Queue<Heartbeat> ofIt = new ConcurrentLinkedQueue<>(heard);
        ofIt.removeIf(heartbeat -> heartbeat.statements().stream()
                .noneMatch(statement -> statement.instance().equals(instance)));
        return ofIt;
    }
}
