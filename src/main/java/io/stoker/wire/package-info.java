/**
 * Every message between JVMs, and how a JVM connects and stays connected to the controller.
 *
 * <p>Start with {@link io.stoker.wire.ToController}, {@link io.stoker.wire.ToEngine} and
 * {@link io.stoker.wire.ToClient}, the protocols of the controller with engines and clients, and
 * {@link io.stoker.wire.ToDirect} and {@link io.stoker.wire.ToCaller}, the protocol of direct calls from a client to an
 * engine. They travel in Jackson CBOR, but for those that each task needs, which have a binary form in
 * {@code io.stoker.wire.packed}. They go through the reliable channel of {@code io.stoker.wire.channel}, but for
 * heartbeats, for what begins a session, and for the ends of nodes. {@link io.stoker.wire.Membership} keeps this JVM's
 * ActorSystem in the controller's cluster, for its {@link io.stoker.wire.NodeComponent}s, and replaces it when it was
 * removed; {@link io.stoker.wire.HeartbeatSender} sends a {@code Heartbeat} every second. Values that are too large for
 * a message travel beside it, by {@code io.stoker.wire.values} with {@link io.stoker.wire.ToValueServer} and
 * {@link io.stoker.wire.ToValueClient}. Nothing here may depend on a room other than {@code task}.
 */
@NullMarked
package io.stoker.wire;

import org.jspecify.annotations.NullMarked;
