/**
 * The reliable channel between two JVMs. What clients, the controller and engines say to each other goes through it,
 * but for heartbeats, for what begins a session, and for the ends of nodes. Start with
 * {@link io.stoker.wire.channel.Pump}, which an actor at each end of a channel owns. Large values have channels of
 * their own, see {@code io.stoker.wire.values}.
 *
 * <h2>The protocol</h2>
 *
 * <p>A <em>session</em> is one life of a channel. It has an id of 128 random bits, which both ends agree on before they
 * use it, and lives as long as both ends do: a new connection goes on with it, an end that was restarted, replaced or
 * taken over means a new session. Frames of any other session are dropped.
 *
 * <p>In a session each end numbers what it sends, its <em>items</em>, with 1, 2, 3…; each direction has numbers of its
 * own. A {@link io.stoker.wire.channel.Frame} carries consecutive items, and tells the other end how far its items have
 * come:
 *
 * <ul>
 *   <li>{@code first} is the number of the frame's first item; of a frame without items, that of the next item there
 *       will be. All before it have been sent.
 *   <li>{@code received}: all items up to this number were handed over here, in order, each once. They are not sent
 *       again in this session.
 *   <li>{@code acknowledged}: all items up to this number have taken effect for good here: what had to be durable is.
 *       Their sender forgets them.
 *   <li>{@code again}: items that follow {@code received} are missing here, though later ones have come.
 *   <li>{@code asks}: the sender wants to be told at once what was received and acknowledged.
 * </ul>
 *
 * <p>The rules:
 *
 * <ol>
 *   <li>The receiver takes only the items that follow what it has received. It drops those that it has, and those that
 *       come after a gap; at a gap it says {@code again} at once, and once more after a while if the gap is still
 *       there.
 *   <li>The sender sends an item for the second time only if it was told {@code again}: then all from the first missing
 *       one on.
 *   <li>A sender that waits for an acknowledgement and has heard of no progress for a second asks, and then after
 *       another second, two, four, and every five: the last frame may have been lost, or the answer to it. It sends no
 *       item again for that. When the first question is not answered, it tells the link that nothing gets through.
 *   <li>Unacknowledged items that were sent are never more than the <em>window</em>, in number and in bytes, but for
 *       one that is larger.
 *   <li>{@code received} and {@code acknowledged} ride on frames that leave anyway. A frame without items says them
 *       when nothing has left for some 20 ms, when half a window of items has come or half of the smallest window in
 *       bytes, at a gap, and when asked.
 *   <li>When everything is acknowledged and nothing is sent, no frame leaves and nobody wakes up.
 * </ol>
 *
 * <p>What the ends do about requests: a request stays with its sender until its answer has come, which is an item of
 * the other direction. At a new session it is sent again, in order, with all items that were not acknowledged; the keys
 * and numbers inside the items make that harmless. So an end may forget everything about the other one when it dies.
 *
 * <p>A channel may have several <em>lanes</em>, each with numbers, window and acknowledgements of its own, so that what
 * is in one never waits for what is in another. Lanes are not ordered among each other.
 *
 * <p>Below the channel is the {@link io.stoker.wire.channel.Link}, which carries frames to one peer, best effort. It
 * repeats nothing, and the channel knows nothing of connections. Times are ticks of {@code System.nanoTime()} and given
 * by the caller; there are no timers, threads or clocks here.
 */
@NullMarked
package io.stoker.wire.channel;

import org.jspecify.annotations.NullMarked;
