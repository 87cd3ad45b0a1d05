/**
 * Tasks and their results: plain data that every other room uses.
 *
 * <p>Start with {@link io.stoker.task.Task}, which a user submits, and {@link io.stoker.task.TaskResult}, which the
 * user gets; a {@link io.stoker.task.Condition} states a task's requirements on an engine.
 * {@link io.stoker.task.Values} defines the types that can be sent, each as a {@link io.stoker.task.Payload}. On its
 * way a task is a {@link io.stoker.task.TaskSpec}, in which its {@link io.stoker.task.Body} is bytes, by
 * {@link io.stoker.task.BodyCodec}.
 *
 * <p>A Java function becomes a task by {@link io.stoker.task.Task#call} or {@link io.stoker.task.Task#callStatic}. At
 * the client its body is a {@link io.stoker.task.LiveFunction}, of a map a {@link io.stoker.task.MapChunk} of elements;
 * on its way it is a {@link io.stoker.task.FunctionBody}, with its {@link io.stoker.task.Code}. While it runs it finds
 * its task in {@link io.stoker.task.TaskContext}. Nothing here may depend on another room, on Akka, on a clock or on a
 * thread.
 */
@NullMarked
package io.stoker.task;

import org.jspecify.annotations.NullMarked;
