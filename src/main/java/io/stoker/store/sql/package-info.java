/**
 * The ledger as tables of a database, which people can open with the database's own tools and ask.
 *
 * <p>Start with {@link io.stoker.store.sql.SqlStore}; the tables and what they are for are in the migration scripts
 * beside the classes. {@link io.stoker.store.sql.Dialect} is all that SQLite and PostgreSQL do differently,
 * {@link io.stoker.store.sql.Database} how each is reached. One thread writes, a few read. Whatever goes wrong while it
 * writes, the connection is closed, and the controller starts again from what the database has: an exception never
 * tells whether a commit went through.
 */
@NullMarked
package io.stoker.store.sql;

import org.jspecify.annotations.NullMarked;
