/**
 * What a Java program holds: {@link io.stoker.client.Stoker}, and the {@link io.stoker.client.TaskClient} and the
 * {@link io.stoker.client.multi.MultiEngineClient} it hands out.
 *
 * <p>Inside, what was asked and not yet answered is kept by {@code Commands}, {@code Questions} and {@code Results},
 * which outlive ActorSystems; the actor of the day only carries their messages. Never depends on the controller, the
 * engine or the node.
 */
@NullMarked
package io.stoker.client;

import org.jspecify.annotations.NullMarked;
