package io.stoker.store.sql;

import java.time.Duration;

/**
 * How a ledger in PostgreSQL is reached.
 *
 * @param url for JDBC, as {@code jdbc:postgresql://host:5432/stoker}, with the driver's options after a question mark
 * @param user empty for the one that the URL names, or the user of this process
 * @param password empty for what {@code ~/.pgpass} says
 * @param lease how long a controller may serve without renewing its lease
 * @param answerWithin how long the server may say nothing before its connection counts as lost
 */
public record PostgresqlSettings(String url, String user, String password, Duration lease, Duration answerWithin) {
    /** One that is shorter would run out between two renewals. */
    public static final Duration SHORTEST_LEASE = Duration.ofMillis(100);

    private static final String SCHEME = "jdbc:postgresql:";

    /** @throws IllegalArgumentException if this is no URL of PostgreSQL, or the lease is too short to be kept */
    public PostgresqlSettings {
        requireUrl(url);
        if (lease.compareTo(SHORTEST_LEASE) < 0) {
            throw new IllegalArgumentException("stoker.postgresql.lease must be 100 ms or longer, but is " + lease);
        }
    }

    /**
     * The URL itself.
     *
     * @throws IllegalArgumentException if it is none of PostgreSQL; the message does not show it, since it may hold a
     *     password
     */
    public static String requireUrl(String url) {
        if (!url.startsWith(SCHEME)) {
            throw new IllegalArgumentException(
                    "stoker.postgresql.url must begin with " + SCHEME + ", as jdbc:postgresql://HOST:5432/DATABASE");
        }
        return url;
    }

    /** The same with another password. */
    public PostgresqlSettings withPassword(String other) {
        return new PostgresqlSettings(url, user, other, lease, answerWithin);
    }

    /** Where it is, without what must not be shown: options may hold a password. */
    public String place() {
        int options = url.indexOf('?');
        return url.substring("jdbc:".length(), options < 0 ? url.length() : options);
    }

    @Override
    public String toString() {
        return place();
    }
}
