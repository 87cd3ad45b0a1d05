/**
 * What a task is and what comes back: plain data that every other room speaks of.
 *
 * <p>Start with {@link io.stoker.task.Task}, what a user submits, and {@link io.stoker.task.TaskResult}, what the user
 * gets; {@link io.stoker.task.Condition} is what a task asks of an engine. {@link io.stoker.task.Values} is the closed
 * set of types that travel between them, each as a {@link io.stoker.task.Payload}. Nothing here may depend on another
 * room, on Akka, on a clock or on a thread.
 */
@NullMarked
package io.stoker.task;

import org.jspecify.annotations.NullMarked;
