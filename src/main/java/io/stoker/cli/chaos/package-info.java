/**
 * The command {@code stoker chaos}: it injects faults into its own cluster and checks for lost, doubled and wrong
 * results.
 *
 * <p>Start with {@link io.stoker.cli.chaos.Chaos}. A {@code FaultPlan} follows from a seed alone; {@code FaultInjector}
 * applies it to real processes, which belong to a {@code ClusterUnderTest}. Meanwhile client processes submit tasks and
 * record ids and results in a {@code ClientJournal}, and each run of a task leaves a line in the execution log. In the
 * end {@code Findings} compares both with the ledger. Only records written outside of Stoker are trusted.
 */
@NullMarked
package io.stoker.cli.chaos;

import org.jspecify.annotations.NullMarked;
