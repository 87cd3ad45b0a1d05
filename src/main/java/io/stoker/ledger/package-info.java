/**
 * The state machine of tasks: every rule about acceptance, attempts, retries, losses, aborts and what is kept lives
 * here and only here.
 *
 * <p>Start with {@link io.stoker.ledger.Ledger}: a {@link io.stoker.ledger.Command} is decided into past-tense
 * {@link io.stoker.ledger.Event}s, and events are applied to the {@link io.stoker.ledger.OpenTask}s. It is pure: time
 * is a parameter, and it must never depend on Akka, a clock, a thread or I/O.
 */
@NullMarked
package io.stoker.ledger;

import org.jspecify.annotations.NullMarked;
