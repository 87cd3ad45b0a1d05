/**
 * The command line.
 *
 * <p>Start with {@link io.stoker.cli.Main}. A command reads its options, calls another room, and turns the answer into
 * text and an exit code: 0 success, 1 failure, 2 invalid command line, and for those that ask over HTTP, which are in
 * {@link io.stoker.cli.remote}, some more. {@link io.stoker.cli.NodeMain} is what a launcher starts instead. This is
 * the only room that ends its JVM. Nothing may depend on it, and it has no rules of its own.
 *
 * <p>Commands start in a fraction of a second because a class of another room is loaded only by the command that needs
 * it: {@code --help}, {@code cluster}, {@code stop} and {@code classpath} must not load Akka or Groovy.
 */
@NullMarked
package io.stoker.cli;

import org.jspecify.annotations.NullMarked;
