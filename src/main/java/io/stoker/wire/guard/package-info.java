/**
 * What Akka's own doors let in. Before any handshake of ours Akka reads what a peer sends, by the serializer that the
 * peer names: it parses configuration texts that may include files and addresses, inflates without a limit, loads
 * classes by name, creates actors, and takes messages that end actors. Here are serializers with the same identifiers
 * that look first, and let in only what nodes of ours send to each other. They are named in {@code reference.conf};
 * every serializer of Akka's, or of a library's, that is not named there is
 * {@linkplain io.stoker.wire.guard.ClosedSerializer closed} by {@link io.stoker.wire.WireConfig}.
 *
 * <p>Start with {@link io.stoker.wire.guard.GuardedSerializer}. What is refused is dropped with a line in the log, of
 * which {@link io.stoker.wire.guard.AkkaLogFilter} bounds the number.
 */
@NullMarked
package io.stoker.wire.guard;

import org.jspecify.annotations.NullMarked;
