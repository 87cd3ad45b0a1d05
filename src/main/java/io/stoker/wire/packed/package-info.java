/**
 * The binary form of the messages that each task needs: {@code Submit}, {@code Accepted}, {@code Assign},
 * {@code EngineReport} and {@code Results}, and of the parts of large values, {@code Put} and {@code Part}. They are
 * items of a channel, whose frames are read and written by {@code io.stoker.wire.channel}; all other messages are CBOR.
 * Start with {@link io.stoker.wire.packed.PackedItems}.
 *
 * <p>A form has no names and no types: its parts follow each other in the order in which they are written. A number
 * takes as few bytes as it needs, a text or block begins with its length, a list with its count, and what may be null
 * with a flag. A text, or the code of a task, that occurs again in an item is written once. Any change of a form is a
 * new version of the protocol, {@link io.stoker.wire.WireMessage#VERSION}: nodes of different versions do not exchange
 * frames.
 *
 * <p>What a task does and what came of it are blocks here, which are passed on: see {@link io.stoker.task.BodyCodec}
 * and {@link io.stoker.task.ResultBodyCodec}.
 *
 * <p>What is read is complete and within its ranges, or an {@link io.stoker.wire.Unreadable}: those who get it need not
 * look for missing parts.
 */
@NullMarked
package io.stoker.wire.packed;

import org.jspecify.annotations.NullMarked;
