/**
 * The Java API: {@link io.stoker.client.Stoker}, and the {@link io.stoker.client.TaskClient} and the
 * {@link io.stoker.client.multi.MultiEngineClient} that it returns. A Java function is a task as well:
 * {@link io.stoker.client.TaskClient#submit} returns a {@link io.stoker.client.TaskHandle}, a future that knows its
 * task; a {@link io.stoker.client.Mapper} maps one over a sequence; {@link io.stoker.client.Stoker#executor} runs those
 * of code that knows executors only ({@link io.stoker.client.pool}).
 *
 * <p>Inside, {@code Commands}, {@code PendingRequests} and {@code Results} keep unanswered requests and outlive
 * ActorSystems; {@code ClientActor} sends them in the session with the controller that serves, and again in the next
 * one. {@code TaskPacker} makes of a task what is sent, with {@code Functions}, which writes Java functions and knows
 * which of their classes the store has; a {@code Submission} brings it there. {@code MapRun} is a map on its way.
 * {@link io.stoker.client.StokerMeters} shows what {@code ClientTally} counts. Must never depend on the controller, the
 * engine or the node.
 */
@NullMarked
package io.stoker.client;

import org.jspecify.annotations.NullMarked;
