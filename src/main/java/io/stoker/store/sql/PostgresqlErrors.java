package io.stoker.store.sql;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;

/** What the errors of PostgreSQL mean for the ledger, and what to do about them. */
final class PostgresqlErrors {
    private static final Set<String> DAMAGE = Set.of("42P01", "42703", "XX001", "XX002");

    private PostgresqlErrors() {}

    /** @param place without any password */
    static String explain(String place, SQLException error) {
        String detail = Objects.requireNonNullElse(error.getMessage(), "").strip();
        return isDamage(error)
                ? damaged(place, detail)
                : "the ledger in " + place + " " + meaning(state(error)) + " (" + detail + ")";
    }

    static String damaged(String place, String detail) {
        return "the ledger in " + place
                + " is damaged: restore a copy of it, or use another database to begin with an empty one (" + detail
                + ")";
    }

    /** Whether a part of the tables is missing or cannot be read any more. */
    static boolean isDamage(SQLException error) {
        return DAMAGE.contains(state(error));
    }

    private static String state(SQLException error) {
        return Objects.requireNonNullElse(error.getSQLState(), "");
    }

    private static String meaning(String state) {
        return switch (state) {
            case "3D000" ->
                "has no database yet: create it, for example with createdb, or change stoker.postgresql.url";
            case "25006" -> "is on a read-only server: stoker.postgresql.url must name the primary";
            case "42501" ->
                "cannot be changed by this user: make stoker.postgresql.user the owner of the database or its schema";
            case "53100" -> "cannot be written because the server's disk is full: free some space there";
            case "53300" -> "cannot be reached because the server has no connection left: raise its max_connections";
            case "57P03" -> "cannot be reached because its server is starting or shutting down: wait for it";
            default -> meaningOfClass(state.length() < 2 ? "" : state.substring(0, 2));
        };
    }

    private static String meaningOfClass(String group) {
        return switch (group) {
            case "08" -> "cannot be reached: start the server, or change stoker.postgresql.url to where it listens";
            case "28" ->
                "refuses this user: check stoker.postgresql.user and password (or ~/.pgpass), and the"
                        + " server's pg_hba.conf";
            case "57" -> "has lost its connection, which the server or an administrator closed";
            default -> "cannot be read or written";
        };
    }
}
