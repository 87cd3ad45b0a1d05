package io.stoker.wire;

import akka.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The controller's answers to {@link ToController.Heartbeat} and {@link ToController.Leave}. All have the challenge of
 * the {@link Claim} that was sent to this controller: one with another challenge is not of a controller that has had
 * it, and is dropped.
 */
public sealed interface ToMember extends WireMessage {
    /** Of the heartbeat that is answered, or of the last one. */
    Secret challenge();

    /**
     * All is well: this is the controller that serves. The node believes it if it has proven itself a controller, in
     * this or an earlier one with the same pass.
     *
     * @param pass what the node is to have in all that it says from now on
     * @param proof signed {@link ProofText#ofController}; null if the heartbeat had none
     * @param http where the HTTP interface beside the controller is, as {@code http://127.0.0.1:8558}; empty if it has
     *     none
     * @param link the port at the controller's host for the connections of frames, see {@code io.stoker.wire.link}; 0
     *     if it has none
     */
    record HeartbeatAck(
            long epoch,
            String ledgerId,
            ActorRef<ToController> controller,
            Secret challenge,
            Secret pass,
            @Nullable Proof proof,
            String http,
            int link)
            implements ToMember {
        /** The most characters of {@code http}. */
        public static final int LONGEST_HTTP = 500;

        private static final int LAST_PORT = 65_535;

        @Override
        public @Nullable String flaw() {
            return Flaws.of(this, f -> {
                f.atMost("http", http.length(), LONGEST_HTTP)
                        .atLeast("link", link, 0)
                        .atMost("link", link, LAST_PORT);
                if (proof != null) {
                    f.atMost("proof.certificate", proof.certificate().length, Proof.LONGEST_CERTIFICATE)
                            .atMost("proof.signature", proof.signature().length, Proof.LONGEST_SIGNATURE);
                }
            });
        }
    }

    /** The sender's cluster node is no member of this controller's cluster: it must join again as a new one. */
    record Rejoin(long epoch, String ledgerId, Secret challenge) implements ToMember {}

    /**
     * This controller does not serve yet, and is about to.
     *
     * @param reason why it does not, for people; empty if it has only begun
     */
    record Wait(String reason, Secret challenge) implements ToMember {}

    /**
     * The sender speaks another version.
     *
     * @param challenge null if the heartbeat had none
     */
    record OtherVersion(int version, @Nullable Secret challenge) implements ToMember {}

    /**
     * The controller does not do what the node, or somebody who lives in it, wants.
     *
     * @param reason for people
     */
    record Refused(String reason, Secret challenge) implements ToMember {}

    /** The answer to {@link ToController.Leave}: nobody counts on the sender any more. */
    record Left(Secret challenge) implements ToMember {}
}
