/**
 * What {@code stoker chaos} does to a cluster of its own, and how it finds out whether that has done any harm.
 *
 * <p>Start with {@link io.stoker.cli.chaos.Chaos}. A {@code FaultPlan} follows from a seed alone; {@code Saboteur} does
 * what it says to real processes, which belong to a {@code Victim}. Meanwhile clients, which are processes too, submit
 * tasks and write down in a {@code Journal} what they were promised, and each run of a task leaves a mark of its own.
 * In the end {@code Findings} lays the two beside what the ledger says. Nothing of Stoker is believed that is not
 * written down outside of it.
 */
@NullMarked
package io.stoker.cli.chaos;

import org.jspecify.annotations.NullMarked;
