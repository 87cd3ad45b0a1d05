package io.stoker.wire;

import org.jspecify.annotations.Nullable;

/**
 * Who a node is, as it says with each heartbeat; the controller's answers are described at
 * {@link ToMember.HeartbeatAck}.
 *
 * @param challenge made by the node for this controller: who answers with it has had a heartbeat
 * @param pass made by the controller, and told to the node's address only: who says it has been there; null until the
 *     controller has answered
 * @param proof signed {@link ProofText#ofNode}; sent until the controller has answered, and anew when the node has
 *     another certificate; null otherwise, and where nobody has certificates
 */
public record Claim(
        Secret challenge, @Nullable Secret pass, @Nullable Proof proof) {}
