/**
 * Keeps the ledger: rows of unfinished tasks, outcomes and answers, written by one commit at a time under a lease.
 *
 * <p>Start with {@link io.stoker.store.LedgerStore}. {@link io.stoker.store.MemoryStore} keeps the rows in this JVM
 * only, and lets tests delay, fail and lose commits; {@link io.stoker.store.sql.SqlStore} keeps them in a database. A
 * {@link io.stoker.store.ValueStore} keeps values that are too large for rows: {@link io.stoker.store.ValueFiles} in a
 * folder, PostgreSQL in tables. An {@link io.stoker.store.EventFeed} tells what each commit has changed to those who
 * ask, and a {@link io.stoker.store.Listing} finds tasks; no commit waits for either. A store has no rules about tasks
 * and must never depend on Akka.
 */
@NullMarked
package io.stoker.store;

import org.jspecify.annotations.NullMarked;
