/**
 * Which task goes to which engine.
 *
 * <p>Start with {@link io.stoker.schedule.Schedule}, the only class others talk to;
 * {@link io.stoker.schedule.ScheduleSettings} is what can be chosen. Inside, {@code Matching} pairs two sides:
 *
 * <ul>
 *   <li>the tasks: {@code TaskQueue} gives each a {@code Place} in the order, in the {@code Line} of those for which
 *       the same engines will do. A {@code Demand} is what tasks with one condition have in common, {@code Exclusions}
 *       are the engines that have rejected a task.
 *   <li>the engines: {@code EngineView} is what is known of one, {@code Pace} says how much it may hold ahead, and
 *       {@code Engines} keeps them indexed. A {@code Fleet} is those that meet the same demands.
 * </ul>
 *
 * <p>A hand-out costs O(log n) for each fleet that the engine is in, and there is one for all engines and one for each
 * kind of engine that conditions tell apart. Without conditions that is one. {@code Reasons} says why a task waits.
 *
 * <p>The room is pure: given the same calls and the same seed it makes the same choices. It must never depend on Akka,
 * a clock, a thread, I/O or any room but {@code io.stoker.task}; time comes in as a parameter. It keeps its own view of
 * the engines and knows nothing of attempts, outcomes or retries.
 */
@NullMarked
package io.stoker.schedule;

import org.jspecify.annotations.NullMarked;
