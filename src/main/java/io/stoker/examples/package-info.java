/**
 * Small programs to read, to run and to copy from: one class each, which says what is learned from it.
 *
 * <p>Start with {@link io.stoker.examples.FirstTask}; {@link io.stoker.examples.Examples} lists all of them. What is to
 * be copied is their method {@code run}; {@link io.stoker.examples.Example} is what they share. They use what a user's
 * program uses, {@code io.stoker.client} and {@code io.stoker.task}, and must never depend on anything else of Stoker.
 */
@NullMarked
package io.stoker.examples;

import org.jspecify.annotations.NullMarked;
