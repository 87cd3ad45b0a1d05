package io.stoker.store.sql;

import io.stoker.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings a database's tables to the version that this Stoker knows: one script after the other, each once. Whoever does
 * that to tables that are there must have the lease: another controller may serve them with the Stoker before this.
 */
final class Migrations {
    private static final String VERSIONS = "stoker_schema";

    private final Dialect dialect;

    /** By the dialect's scripts 1.sql, 2.sql… */
    Migrations(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * Makes the tables if there are none. Earlier ones stay as they are, and nobody is waited for who changes them.
     *
     * @throws StoreException if they are of a later version than any script
     */
    void prepare(Connection connection, String place) throws SQLException {
        int version = isThere(connection) ? version(connection) : 0;
        if (version == 0) {
            run(connection, place);
        } else {
            refuseLater(version, place);
            connection.commit();
        }
    }

    /**
     * Changes what is of an earlier version, which takes long if that is much.
     *
     * @throws StoreException if the tables are of a later version than any script
     */
    void run(Connection connection, String place) throws SQLException {
        dialect.lockSchema(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS " + VERSIONS + " (version INTEGER PRIMARY KEY)");
        }
        int version = version(connection);
        refuseLater(version, place);
        int next = version + 1;
        for (String script = script(next); script != null; script = script(next)) {
            run(connection, script, next);
            next++;
        }
        connection.commit();
    }

    /** @throws StoreException if the tables, which are there, are of a later version than any script */
    void check(Connection connection, String place) throws SQLException {
        refuseLater(version(connection), place);
    }

    private void refuseLater(int version, String place) {
        int known = 0;
        while (script(known + 1) != null) {
            known++;
        }
        if (version > known) {
            throw new StoreException("the ledger in " + place + " has version " + version
                    + ", but this Stoker knows versions only up to " + known
                    + ": use the Stoker that wrote it, or another profile");
        }
    }

    /** Whether the tables are there, or somebody has begun to make them before. */
    private static boolean isThere(Connection connection) throws SQLException {
        try (ResultSet table = connection.getMetaData().getTables(null, connection.getSchema(), VERSIONS, null)) {
            return table.next();
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT max(version) FROM " + VERSIONS)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void run(Connection connection, String script, int version) throws SQLException {
        String code = script.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
        try (Statement statement = connection.createStatement()) {
            for (String part : code.split(";\\s*(\n|$)")) {
                if (!part.isBlank()) {
                    statement.executeUpdate(part);
                }
            }
            statement.executeUpdate("INSERT INTO " + VERSIONS + " (version) VALUES (" + version + ")");
        }
    }

    private @Nullable String script(int version) {
        try (InputStream stream = Migrations.class.getResourceAsStream(dialect.scripts() + "/" + version + ".sql")) {
            return stream == null ? null : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
