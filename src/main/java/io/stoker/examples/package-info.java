/**
 * Small programs to read, run and copy from: one class each, which states what it shows.
 *
 * <p>Start with {@link io.stoker.examples.FirstTask}; {@link io.stoker.examples.Examples} lists all of them. Copy their
 * method {@code run}; {@link io.stoker.examples.Example} is their common base. Like a user's program they use
 * {@code io.stoker.client} and {@code io.stoker.task}, and must never depend on other rooms.
 */
@NullMarked
package io.stoker.examples;

import org.jspecify.annotations.NullMarked;
