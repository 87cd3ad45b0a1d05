/**
 * The engine, which runs attempts and direct calls: actors for talking, one thread for running, one kernel.
 *
 * <p>Start with {@link io.stoker.engine.EngineActor}, which only talks with the controller, and
 * {@link io.stoker.engine.Workbench}, which holds what is to be done and what the controller has not yet acknowledged.
 * Direct calls come by {@link io.stoker.engine.DirectActor}; {@link io.stoker.engine.Switchboard} has each done once
 * and in order. Workbench, switchboard and kernel belong to the JVM, not to an ActorSystem, and outlive those. Never
 * depends on the controller.
 */
@NullMarked
package io.stoker.engine;

import org.jspecify.annotations.NullMarked;
