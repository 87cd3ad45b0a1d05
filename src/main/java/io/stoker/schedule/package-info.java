/**
 * The schedule decides which task goes to which engine.
 *
 * <p>Start with {@link io.stoker.schedule.Schedule}, the only class that other rooms call;
 * {@link io.stoker.schedule.ScheduleSettings} has the options. Inside, {@code Matching} pairs two sides:
 *
 * <ul>
 *   <li>the tasks: {@code TaskQueue} gives each a {@code QueueEntry} in the order, in the {@code SubQueue} of tasks
 *       that the same engines fit. A {@code Constraint} stands for all tasks with the same condition,
 *       {@code Exclusions} are the engines that have rejected a task.
 *   <li>the engines: {@code EngineState} is the schedule's view of one, {@code Pace} limits how much it may hold ahead,
 *       and {@code EngineIndex} keeps them indexed. A {@code EngineClass} is a set of engines that meet the same
 *       constraints.
 *   <li>where both must fit: a {@code Node} is the JVM of one engine or several, and {@code Reservations} keep one free
 *       for a task that must have it to itself.
 * </ul>
 *
 * <p>A hand-out costs O(log n) for each engine class that the engine is in. There is one engine class of all engines,
 * and one for each set of engines that conditions distinguish. Only while a task waits that must have a node to itself
 * does a hand-out look at nodes. {@code Reasons} explains why a task waits, and {@code WaitDetails} more of it.
 *
 * <p>The room is pure: given the same calls and the same seed it makes the same choices. It must never depend on Akka,
 * a clock, a thread, I/O or any room but {@code io.stoker.task}; time is a parameter. It keeps its own view of the
 * engines and does not know attempts, outcomes or retries.
 */
@NullMarked
package io.stoker.schedule;

import org.jspecify.annotations.NullMarked;
