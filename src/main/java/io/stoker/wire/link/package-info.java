/**
 * Connections that carry frames of channels past Akka: the controller listens on a port of its own for them, and the
 * other nodes connect to it. Akka finds, admits, watches and supervises the nodes, and carries all else; where there is
 * no connection, it carries the frames as well. Start with {@link io.stoker.wire.link.SocketLinks}, of which each
 * ActorSystem has one, and {@link io.stoker.wire.link.SocketLink}, a session's way to its other end.
 *
 * <h2>The protocol</h2>
 *
 * <p>A node has up to two connections to the controller that serves it, one for messages and, from the first large
 * value on, one for their parts. All sessions of the node share them. Everything on a connection is a block: its length
 * in four bytes, big-endian, and so many bytes.
 *
 * <ol>
 *   <li>The handshake of TLS, in which the dialling end shows any certificate of the profile and the accepting end a
 *       controller's.
 *   <li>The dialling end says {@link io.stoker.wire.link.Hello}: its form, the {@link io.stoker.wire.link.Kind} of the
 *       connection, the address of the node, and the pass that the controller has told to this address with its answer
 *       to the node's heartbeats, see {@link io.stoker.wire.Claim}. The certificate must be that of the owner that the
 *       node has proven to be with its heartbeats.
 *   <li>The accepting end says {@link io.stoker.wire.link.Welcome}, or why not, and closes. Until then nothing but the
 *       hello is read, and no more than its few bytes are kept. Who has not come so far after ten seconds is
 *       disconnected. Another connection of the same kind takes the place of the one before.
 *   <li>From then on each block is a frame, as {@link io.stoker.wire.channel.FrameSerializer} writes it. A frame of a
 *       session that the other node does not have ends the connection; one of a session that is over is dropped.
 * </ol>
 *
 * <p>A block that is longer than there can be ends the connection before any memory is taken for it.
 *
 * <h2>Which way a frame takes</h2>
 *
 * <p>A session begins by way of Akka, and so do its frames until one has come from the other end, since what begins it
 * must not be overtaken. Then they go by the connection as soon as all that went by Akka has come, or half a second
 * after the connection was made. When the connection is lost, all sessions ask the other end what it has, and Akka
 * carries the frames until there is another connection: after a second, and after up to 30 if connections do not last.
 * What a session sends and does not get through, nor an answer to its question, for two seconds, ends the connection as
 * well: it may lead nowhere.
 *
 * <p>That a connection is lost says nothing about its node.
 *
 * <h2>Threads</h2>
 *
 * <p>One thread of an ActorSystem has all its connections, and runs the actors of {@link io.stoker.wire.Child} as well:
 * what comes is handled, and what is sent then is written, without waking another thread, which takes longer than all
 * of that. None of them may block. Akka's own actors run on Akka's dispatcher, where handshakes are computed, too.
 */
@NullMarked
package io.stoker.wire.link;

import org.jspecify.annotations.NullMarked;
