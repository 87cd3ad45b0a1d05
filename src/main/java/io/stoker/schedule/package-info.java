/**
 * Which task goes to which engine.
 *
 * <p>Start with {@link io.stoker.schedule.Schedule}, the only class others talk to;
 * {@link io.stoker.schedule.ScheduleSettings} is what can be chosen. Inside, {@code TaskQueue} keeps the tasks in
 * order, {@code EngineView} is what is known of one engine, {@code Engines} keeps those views indexed so that one
 * hand-out costs O(log n), and {@code Pace} says how much an engine may hold ahead.
 *
 * <p>The room is pure: given the same calls and the same seed it makes the same choices. It must never depend on Akka,
 * a clock, a thread, I/O or any room but {@code io.stoker.task}; time comes in as a parameter. It keeps its own view of
 * the engines and knows nothing of attempts, outcomes or retries.
 */
@NullMarked
package io.stoker.schedule;

import org.jspecify.annotations.NullMarked;
