/**
 * Values that are too large to travel with their task, result or call, on their way to who keeps them and back: the
 * controller's store, or for direct calls the engine's memory.
 *
 * <p>Start with {@link io.stoker.wire.values.Transfers}, which a client or an engine holds for the life of its JVM.
 * {@code Upload} and {@code Download} are one value's way each, with time as a parameter;
 * {@link io.stoker.wire.values.TransferActor} carries their messages in the ActorSystem of the day. Nothing here may
 * know what a value means.
 */
@NullMarked
package io.stoker.wire.values;

import org.jspecify.annotations.NullMarked;
