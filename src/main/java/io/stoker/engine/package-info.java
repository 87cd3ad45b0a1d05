/**
 * The actor that runs attempts: one for talking, one thread for running, one kernel.
 *
 * <p>Start with {@link io.stoker.engine.EngineActor}, which only talks, and {@link io.stoker.engine.Workbench}, which
 * holds what the controller has sent and what it has not yet acknowledged. Workbench and kernel belong to the JVM, not
 * to an ActorSystem, and outlive those. Never depends on the controller.
 */
@NullMarked
package io.stoker.engine;

import org.jspecify.annotations.NullMarked;
