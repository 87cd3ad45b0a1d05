/**
 * One JVM of a cluster, and the process that looks after them: profile, connection file, launcher.
 *
 * <p>Start with {@link io.stoker.node.Profile}, where a cluster keeps its files, then {@link io.stoker.node.Launcher},
 * the parent process of {@code stoker cluster}, and {@link io.stoker.node.Nodes}, where the JVMs of a cluster begin.
 * Launcher and children talk by lines on standard input and output: {@link io.stoker.node.ControllerEvents} upwards,
 * {@link io.stoker.node.ParentWatch} downwards.
 *
 * <p>What the launcher and {@link io.stoker.node.Stop} reach must never load Akka or Groovy: they start in a fraction
 * of a second and stay small. Only {@code Nodes} leads there. Nothing but {@code io.stoker.cli} may depend on this
 * room, and nothing here ends the JVM of a caller.
 */
@NullMarked
package io.stoker.node;

import org.jspecify.annotations.NullMarked;
