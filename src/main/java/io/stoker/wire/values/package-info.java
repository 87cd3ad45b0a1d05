/**
 * Values that are too large for the message of their task, result or call, on their way to and from the place that
 * keeps them: the controller's store, or for direct calls the engine's memory. Nothing here may interpret a value.
 *
 * <p>Start with {@link io.stoker.wire.values.ValueClient}, which a client or an engine holds for the life of its JVM,
 * and {@code ValueServer}, which has a {@link io.stoker.wire.values.ValueKeeper} behind it. Each has an actor in the
 * current ActorSystem, which carries its frames: {@link io.stoker.wire.values.ValueClientActor} and
 * {@link io.stoker.wire.values.ValueServerActor}. The messages are {@code ToValueServer} and {@code ToValueClient}.
 *
 * <h2>The protocol</h2>
 *
 * <p>The client opens a session of a channel ({@code io.stoker.wire.channel}) at the controller, or at the actor of the
 * engine's direct calls, which passes {@code Open} on; {@code Opened} names the actor that gets the frames, and the id
 * they have, which the server chooses. It repeats {@code Open} each second while something is under way and the server
 * is silent. A server that does not know the session says {@code Closed}. An {@code Open} that comes late may begin the
 * session again at a server that has forgotten it; then the id is another one. In both cases, and when the server or
 * the ActorSystem is another one, the client begins another session and says again what is under way. A client has one
 * session; the server forgets it after a minute of silence. So does the client, if nothing was under way for as long: a
 * server that has forgotten the session does not acknowledge its last items, and nobody waits for that.
 *
 * <ul>
 *   <li>A value is brought by {@code Put}s of 128 KiB, in order. The server acknowledges a part when it is written. It
 *       answers {@code Has}, how much is there, when that is all, when it is asked by a {@code Put} without bytes, and
 *       when it wants other parts than those that come; of these it passes over what does not follow. In its first
 *       session a value begins without a question.
 *   <li>{@code ValueDeferred} says that nothing can be taken or read just now: the client asks again after a second. A
 *       fetch that is put off fails after three minutes. {@code ValueRefused} ends a transfer, and is the answer to a
 *       part of one that the server does not know.
 *   <li>A value is fetched by {@code Get}, from a byte on; it comes in {@code Part}s, of which the server reads no more
 *       than the channel's window has room for.
 *   <li>{@code Stop} says that nobody wants the value any more.
 * </ul>
 *
 * <p>A server takes a limited number of clients, of transfers of each, of bytes that wait to be written, and of answers
 * that wait to be acknowledged. A client begins no more transfers than that, and heeds the window. One that does not is
 * told so by {@code SessionRefused}, upon which it begins another session after a second.
 *
 * <p>Both ends choose in the same way whose part is the next to go, see {@code PartOrder}.
 */
@NullMarked
package io.stoker.wire.values;

import org.jspecify.annotations.NullMarked;
