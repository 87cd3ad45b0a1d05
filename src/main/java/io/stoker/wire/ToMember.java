package io.stoker.wire;

import akka.actor.typed.ActorRef;

/** The controller's answers to {@link ToController.Heartbeat} and {@link ToController.Leave}. */
public sealed interface ToMember extends WireMessage {

    /** All is well: this is the controller that serves. */
    record HeartbeatAck(long epoch, String ledgerId, ActorRef<ToController> controller) implements ToMember {}

    /** The sender's cluster node is no member of this controller's cluster: it must join again as a new one. */
    record Rejoin(long epoch, String ledgerId) implements ToMember {}

    /**
     * This controller does not serve yet, and is about to.
     *
     * @param reason why it does not, for people; empty if it has only begun
     */
    record Wait(String reason) implements ToMember {}

    /** The sender speaks another version. */
    record OtherVersion(int version) implements ToMember {}

    /** The answer to {@link ToController.Leave}: nobody counts on the sender any more. */
    record Left() implements ToMember {}
}
