/**
 * The ledger as tables of a database, which people can query with the database's own tools.
 *
 * <p>Start with {@link io.stoker.store.sql.SqlStore}; the migration scripts beside the classes explain the tables.
 * {@link io.stoker.store.sql.Dialect} has all differences between SQLite and PostgreSQL,
 * {@link io.stoker.store.sql.Database} connects to each. One thread writes, a few read. An exception never tells
 * whether a commit succeeded: after any error the connection is closed, and the row of the lease is read on another
 * connection. Uncommitted changes fail, and the controller restarts from the state of the database.
 */
@NullMarked
package io.stoker.store.sql;

import org.jspecify.annotations.NullMarked;
