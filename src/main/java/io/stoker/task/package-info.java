/**
 * Tasks and their results: plain data that every other room uses.
 *
 * <p>Start with {@link io.stoker.task.Task}, which a user submits, and {@link io.stoker.task.TaskResult}, which the
 * user gets; a {@link io.stoker.task.Condition} states a task's requirements on an engine.
 * {@link io.stoker.task.Values} defines the types that can be sent, each as a {@link io.stoker.task.Payload}. On its
 * way a task is a {@link io.stoker.task.TaskSpec}, in which its {@link io.stoker.task.Body} is bytes, by
 * {@link io.stoker.task.BodyCodec}. Nothing here may depend on another room, on Akka, on a clock or on a thread.
 */
@NullMarked
package io.stoker.task;

import org.jspecify.annotations.NullMarked;
