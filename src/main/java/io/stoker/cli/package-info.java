/**
 * The commands a person types.
 *
 * <p>Start with {@link io.stoker.cli.Main}. A command reads its options, makes the call into another room that they
 * stand for, and turns what comes back into text and an exit code: 0 done, 1 not done, 2 not understood. This is the
 * only room that ends its JVM. Nothing may depend on it, and it holds no rule of its own.
 *
 * <p>Commands start in a fraction of a second because a class of another room is loaded only by the command that needs
 * it: {@code --help}, {@code cluster}, {@code stop} and {@code classpath} must load nothing of Akka or Groovy.
 */
@NullMarked
package io.stoker.cli;

import org.jspecify.annotations.NullMarked;
