/**
 * Every message between JVMs, and how a JVM comes and stays in touch with the controller.
 *
 * <p>Start with {@link io.stoker.wire.ToController}, {@link io.stoker.wire.ToEngine} and
 * {@link io.stoker.wire.ToClient}, the protocols of the controller with engines and clients, and
 * {@link io.stoker.wire.ToDirect} and {@link io.stoker.wire.ToCaller}, that of direct calls from a client to an engine;
 * all in Jackson CBOR. {@link io.stoker.wire.Membership} keeps this JVM's ActorSystem in the controller's cluster, for
 * the {@link io.stoker.wire.Resident}s that live there, and replaces it when it has fallen out;
 * {@link io.stoker.wire.Presence} says {@code Here} every second. {@code io.stoker.wire.values} brings and fetches what
 * is too large to travel along. Nothing here may depend on a room other than {@code task}.
 */
@NullMarked
package io.stoker.wire;

import org.jspecify.annotations.NullMarked;
