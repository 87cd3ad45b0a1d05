/**
 * Transfers of values that are too large for the message of their task, result or call, to and from the place that
 * keeps them: the controller's store, or for direct calls the engine's memory.
 *
 * <p>Start with {@link io.stoker.wire.values.Transfers}, which a client or an engine holds for the life of its JVM.
 * {@code Upload} and {@code Download} each transfer one value, with time as a parameter;
 * {@link io.stoker.wire.values.TransferActor} sends their messages in the current ActorSystem. Nothing here may
 * interpret a value.
 */
@NullMarked
package io.stoker.wire.values;

import org.jspecify.annotations.NullMarked;
