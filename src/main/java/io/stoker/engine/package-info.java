/**
 * The engine, which runs attempts and direct calls: actors for messages, one thread for user code, one kernel.
 *
 * <p>Start with {@link io.stoker.engine.EngineActor}, which only exchanges messages with the controller, and
 * {@link io.stoker.engine.EngineWorkQueue}, which holds assigned attempts and unacknowledged reports. Direct calls
 * arrive at {@link io.stoker.engine.DirectActor}; {@link io.stoker.engine.DirectSessions} has the engine's ends of the
 * callers' channels. This queue, the direct sessions and the kernel belong to the
 * {@link io.stoker.engine.EngineProcess}, of which a JVM has one or several, not to an ActorSystem, and outlive it.
 * {@link io.stoker.engine.FunctionCalls} calls Java functions; what these lack while they run,
 * {@link io.stoker.engine.ClientCode} asks their clients for. {@link io.stoker.engine.AttemptLook} tells the controller
 * what a running attempt prints and does. Must never depend on the controller.
 */
@NullMarked
package io.stoker.engine;

import org.jspecify.annotations.NullMarked;
