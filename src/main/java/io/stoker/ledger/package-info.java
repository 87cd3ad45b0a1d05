/**
 * The state machine of tasks: every rule about acceptance, attempts, retries, losses, aborts and retention is here and
 * only here.
 *
 * <p>Start with {@link io.stoker.ledger.Ledger}: it decides a {@link io.stoker.ledger.Command} into past-tense
 * {@link io.stoker.ledger.Event}s, and applies events to the {@link io.stoker.ledger.OpenTask}s. What that means for
 * the rows of a store is in {@link io.stoker.ledger.Changes}, and what others are told of it in
 * {@link io.stoker.ledger.Happenings}. It is pure: time is a parameter, and it must never depend on Akka, a clock, a
 * thread or I/O.
 */
@NullMarked
package io.stoker.ledger;

import org.jspecify.annotations.NullMarked;
