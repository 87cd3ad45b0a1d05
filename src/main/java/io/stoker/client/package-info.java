/**
 * The Java API: {@link io.stoker.client.Stoker}, and the {@link io.stoker.client.TaskClient} and the
 * {@link io.stoker.client.multi.MultiEngineClient} that it returns.
 *
 * <p>Inside, {@code Commands}, {@code PendingRequests} and {@code Results} keep unanswered requests and outlive
 * ActorSystems; {@code ClientActor} sends them in the session with the controller that serves, and again in the next
 * one. Must never depend on the controller, the engine or the node.
 */
@NullMarked
package io.stoker.client;

import org.jspecify.annotations.NullMarked;
