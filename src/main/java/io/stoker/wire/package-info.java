/**
 * Every message between JVMs, and how a JVM connects and stays connected to the controller.
 *
 * <p>Start with {@link io.stoker.wire.ToController}, {@link io.stoker.wire.ToEngine} and
 * {@link io.stoker.wire.ToClient}, the protocols of the controller with engines and clients, and
 * {@link io.stoker.wire.ToDirect} and {@link io.stoker.wire.ToCaller}, the protocol of direct calls from a client to an
 * engine. They travel in Jackson CBOR, but for those that each task needs, which have a binary form in
 * {@code io.stoker.wire.packed}. They go through the reliable channel of {@code io.stoker.wire.channel}, but for
 * heartbeats, for what begins a session, and for the ends of nodes; its frames go past Akka by the connections of
 * {@code io.stoker.wire.link}. {@link io.stoker.wire.Membership} keeps this JVM's ActorSystem in the controller's
 * cluster, for its {@link io.stoker.wire.NodeComponent}s, and replaces it when it was removed;
 * {@link io.stoker.wire.HeartbeatSender} sends a {@code Heartbeat} every second. Values that are too large for a
 * message travel beside it, by {@code io.stoker.wire.values} with {@link io.stoker.wire.ToValueServer} and
 * {@link io.stoker.wire.ToValueClient}. Nothing here may depend on a room other than {@code trust} and {@code task}.
 *
 * <p>Artery does not say who has sent a message, so that each says it itself, by secrets that nobody else was told:
 *
 * <ul>
 *   <li>A node shows who it is with its heartbeats, by a {@link io.stoker.wire.Claim} that is signed with the key to
 *       its certificate, until the controller has answered. The answer goes to the node's address, is signed by the
 *       controller, and has a <em>pass</em>. All that the node says later without a session has the pass, and it
 *       believes nobody else; {@code Identify}, too, has the pass. Without certificates ({@code stoker.tls} off, or all
 *       in one ActorSystem) the same is said unsigned.
 *   <li>An instance is the digest of its {@link io.stoker.wire.InstanceKey}, which {@code Register} and {@code Open}
 *       have: whoever hears the name of an instance cannot speak as it.
 *   <li>A direct call needs the engine's <em>ticket</em>, which the controller hands on to clients. When a node is
 *       expelled, the engines change theirs.
 *   <li>The session of a channel is known to its two ends only.
 * </ul>
 */
@NullMarked
package io.stoker.wire;

import org.jspecify.annotations.NullMarked;
