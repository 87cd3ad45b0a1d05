/**
 * The ledger as tables of a database, which people can open with the database's own tools and ask.
 *
 * <p>Start with {@link io.stoker.store.sql.SqlStore}; the tables and what they are for are in the migration scripts
 * beside the classes. {@link io.stoker.store.sql.Dialect} is all that SQLite and PostgreSQL do differently,
 * {@link io.stoker.store.sql.Database} how each is reached. One thread writes, a few read. An exception never tells
 * whether a commit went through: whatever goes wrong, the connection is closed, and the row of the lease is looked up
 * on another. What was not committed fails, and the controller starts again from what the database has.
 */
@NullMarked
package io.stoker.store.sql;

import org.jspecify.annotations.NullMarked;
