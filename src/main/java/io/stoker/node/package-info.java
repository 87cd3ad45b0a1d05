/**
 * One JVM of a cluster, and the launcher process that supervises them: profile, connection file, launcher.
 *
 * <p>Start with {@link io.stoker.node.Profile}, the folder of a cluster's files, then {@link io.stoker.node.Launcher},
 * the parent process of {@code stoker cluster}, and {@link io.stoker.node.Nodes}, where the JVMs of a cluster begin;
 * {@link io.stoker.node.NodeEngines} are the engines of one JVM. Launcher and children exchange lines over standard
 * input and output: {@link io.stoker.node.ControllerEvents} from the children, {@link io.stoker.node.ParentWatch} to
 * them.
 *
 * <p>The launcher and {@link io.stoker.node.Stop} must never load Akka or Groovy: they start in a fraction of a second
 * and stay small. Only {@code Nodes} leads there. Only {@code io.stoker.cli} may depend on this room, and nothing here
 * ends the JVM of a caller.
 */
@NullMarked
package io.stoker.node;

import org.jspecify.annotations.NullMarked;
